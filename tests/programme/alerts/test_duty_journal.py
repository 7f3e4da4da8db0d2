"""A notice and the journal behind it: what changed after the figure, what the journal lacked, who disagrees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.alerts.actions import alerts as alert_acts
from pumpurs.programme.alerts.actions import duty as acts
from pumpurs.programme.alerts.models import DutyNotice, JournalBatch, JournalPart
from pumpurs.programme.alerts.queries.disagreements import DisagreedRule, disagreements
from pumpurs.programme.alerts.queries.duty import NoticePage, one_notice
from pumpurs.rulebook import calendar, early_warning_rules
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NOW, School, alert_of, night, sign
from tests.programme.people_and_places import TODAY, appoint, viewer_for

pytestmark = pytest.mark.django_db
LIMIT = int(early_warning_rules.rule("unexcused_duty").on(EVENING)[0].value)
LATER = NOW + timedelta(hours=9)
MONTH = EVENING.replace(day=1)


@pytest.fixture
def school() -> School:
    with as_owner():
        school = School()
    night({school.first: [sign("unexcused_duty", LIMIT + 3, 1)]})
    return school


def brought(school: School, month: date = MONTH, first_day: date | None = None, **given: Any) -> JournalBatch:
    """A journal file of the whole municipality: it is out of the head's own sight."""
    values = {"state": "taken", "way": "page", "taken_at": LATER} | given
    with as_owner():
        batch = JournalBatch.objects.create(
            what="attendance", partner=school.institution.partner, file_name="x.csv", received_at=LATER,
            received_by_id=school.head.account_id, **values,
        )  # fmt: skip
        JournalPart.objects.create(
            batch=batch, institution=school.institution, what="attendance", month=month, rows=5,
            first_day=first_day, last_day=month, current=values["state"] == "taken",
        )  # fmt: skip
    return batch


def notice_id() -> Any:
    with as_owner():
        return DutyNotice.objects.get().id


def sign_it(viewer: Viewer, **given: Any) -> list[str]:
    """The reasons against the signature; none: it is signed."""
    with looking_as(viewer):
        try:
            acts.send(
                notice_id=notice_id(), family_told_on=EVENING, cause="Zvanījām.", viewer=viewer, today=TODAY,
                now=LATER, **given,
            )  # fmt: skip
        except Refused as refused:
            return [reason.code for reason in refused.reasons]
    return []


def seen(viewer: Viewer) -> NoticePage:
    with looking_as(viewer):
        return one_notice(viewer=viewer, notice_id=notice_id(), today=TODAY)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"state": "confirmed", "taken_at": None},
        {"state": "undoing", "taken_at": NOW - timedelta(days=9)},
        {"state": "undone", "taken_at": NOW - timedelta(days=9), "ended_at": LATER},
    ],
)
def test_a_figure_older_than_the_journal_is_not_signed(school: School, given: dict[str, Any]) -> None:
    brought(school, **given)

    assert sign_it(school.head) == ["duty.send.journal_changed"]
    assert seen(school.head).newer is not None


@pytest.mark.parametrize(
    ("month", "given"),
    [
        (MONTH, {"taken_at": NOW}),
        (MONTH, {"same": True}),
        (MONTH, {"state": "refused", "taken_at": None, "ended_at": LATER}),
        (date(2026, 6, 1), {}),
    ],
)
def test_what_says_nothing_new_of_those_days_keeps_nobody(
    school: School, month: date, given: dict[str, Any]
) -> None:
    brought(school, month, **given)

    assert sign_it(school.head) == []


def test_the_next_night_counts_anew_and_lets_sign(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(school)
    monkeypatch.setattr("tests.programme.alerts.nights.NOW", LATER + timedelta(hours=5))

    night({school.first: [sign("unexcused_duty", LIMIT + 1, 1)]})

    assert sign_it(school.head) == []
    assert seen(school.head).line.lessons == LIMIT + 1


def test_where_a_machine_brings_the_journal_the_head_may_count_herself(school: School) -> None:
    brought(school, way="push")

    assert sign_it(school.head) == ["duty.send.journal_came"]
    assert sign_it(school.head, counted_again=True) == []


def test_what_a_person_changed_is_not_waved_through(school: School) -> None:
    brought(school)

    assert sign_it(school.head, counted_again=True) == ["duty.send.journal_changed"]


def test_what_the_journal_lacked_is_frozen_with_the_signature(school: School) -> None:
    brought(school, date(2026, 10, 1), first_day=date(2026, 10, 2), taken_at=NOW)
    assert sign_it(school.head) == []
    told = seen(school.head).lacking

    brought(school, date(2026, 9, 1), first_day=date(2026, 9, 1), taken_at=NOW)

    assert (told.begins, told.missing) == (date(2026, 10, 2), (date(2026, 9, 1),))
    assert seen(school.head).lacking == told


def test_who_disagrees_with_a_duty_is_heard_by_the_head_and_the_duty_stays_open(school: School) -> None:
    alert = alert_of(school.first)

    with looking_as(school.teacher):
        silent = alert_acts.disagree(
            alert_id=alert.id, note="Bija olimpiādē.", viewer=school.teacher, today=TODAY, now=NOW
        )

    found = alert_of(school.first)
    assert (silent, found.state, found.set_aside_until, found.disagreed) == (None, "looked_at", None, True)
    (told,) = seen(school.head).disagreements
    assert (told.by, told.why) == ("Anna Liepa", "Bija olimpiādē.")


def test_the_municipality_does_not_read_who_disagreed(school: School) -> None:
    with as_owner():
        coordinator = viewer_for(
            appoint(Role.MUNICIPAL_COORDINATOR, school.institution.partner, name="Vita Kalna")
        )
    with looking_as(school.teacher):
        alert_acts.disagree(
            alert_id=alert_of(school.first).id, note="Kļūda.", viewer=school.teacher, today=TODAY, now=NOW
        )
    assert sign_it(school.head) == []

    assert seen(coordinator).disagreements == ()


def test_disagreements_are_counted_by_rule_for_who_sees_no_alert(school: School) -> None:
    night({school.learners[1]: [sign("many_unexcused", 40, 100)]})
    with as_owner():
        manager = viewer_for(appoint(Role.PROGRAMME_MANAGER, name="Solvita Upmale"))
    with looking_as(school.teacher):
        for _ in range(2):
            alert_acts.disagree(
                alert_id=alert_of(school.first).id, note="Kļūda.", viewer=school.teacher, today=TODAY, now=NOW
            )

    with looking_as(manager):
        found = disagreements(viewer=manager, semester=calendar.current_semester(TODAY))

    assert found == (DisagreedRule("unexcused_duty", "duty", 1, 1),)
