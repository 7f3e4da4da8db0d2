"""Hours with a plan itself: its author's lines, up to the plan's hours, never over."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.actions import prepare, sheet
from pumpurs.programme.work.models import Preparation
from pumpurs.programme.work.preconditions import worked_by
from pumpurs.programme.work.rules import Prepared
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, codes, now_of, stage, submitted
from tests.programme.work.workday import THURSDAY, line, recorded
from tests.programme.work.workday import given as session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)


@pytest.fixture
def home() -> Stage:
    return stage()


def prepared(
    plan_id: UUID,
    viewer: Viewer,
    minutes: int,
    *,
    day: date = MONDAY,
    what: str = "prepare",
    days: int = 5,
    form_key: UUID | None = None,
) -> UUID:
    """Minutes with a plan, recorded some days later."""
    given, key = Prepared(day, minutes, what), form_key or uuid4()
    return prepare.prepare(plan_id=plan_id, given=given, form_key=key, **by(viewer, days=days))


def test_the_author_records_hours_with_the_plan_on_the_own_sheet(home: Stage) -> None:
    plan_id = approved(home)

    made = prepared(plan_id, home.anna, 90)

    with as_owner():
        found = Preparation.objects.select_related("sheet").get(pk=made)
        assert (found.sheet.month, found.sheet.provider_id) == ("2026-10", home.anna.account_id)
        assert worked_by(home.anna.account_id, home.school.id, MONDAY) == (90, 90)
    assert now_of(plan_id).money_used


def test_one_form_is_one_line_however_often_it_is_sent(home: Stage) -> None:
    plan_id, key = approved(home), uuid4()

    first = prepared(plan_id, home.anna, 90, form_key=key)
    again = prepared(plan_id, home.anna, 90, form_key=key)
    with pytest.raises(Refused) as other:
        prepared(plan_id, home.anna, 60, form_key=key)
    prepare.take_out_preparation(line_id=first, **by(home.anna, days=6))
    with pytest.raises(Refused) as taken_out:
        prepared(plan_id, home.anna, 90, form_key=key)

    assert again == first
    assert codes(other) == codes(taken_out) == ["form.sent_before"]
    with as_owner():
        assert Preparation.objects.count() == 1


def test_the_plans_hours_are_used_up_to_the_minute_and_what_is_left_is_told(home: Stage) -> None:
    plan_id = approved(home)  # six hours
    prepared(plan_id, home.anna, 340)

    with pytest.raises(Refused) as refusal:
        prepared(plan_id, home.anna, 21)
    prepared(plan_id, home.anna, 20)

    assert codes(refusal) == ["work.prepare.over_cap"]
    assert refusal.value.reasons[0].values == {"left_minutes": 20}


def test_minutes_taken_out_are_free_again(home: Stage) -> None:
    plan_id = approved(home)
    line = prepared(plan_id, home.anna, 360)

    prepare.take_out_preparation(line_id=line, **by(home.anna, days=6))
    prepared(plan_id, home.anna, 360)

    with pytest.raises(Refused) as twice:
        prepare.take_out_preparation(line_id=line, **by(home.anna, days=6))
    assert codes(twice) == ["work.take_out.gone"]


def test_before_the_head_approves_nothing_is_recorded(home: Stage) -> None:
    plan_id = submitted(home)

    with pytest.raises(Refused) as refusal:
        prepared(plan_id, home.anna, 60)

    assert codes(refusal) == ["work.prepare.not_approved"]


def test_following_begins_with_the_heads_approval_and_preparing_may_lie_before(home: Stage) -> None:
    plan_id = approved(home)  # begun on the 5th, approved by the head on the 6th

    prepared(plan_id, home.anna, 30)
    with pytest.raises(Refused) as early:
        prepared(plan_id, home.anna, 30, what="follow")
    with pytest.raises(Refused) as earlier:
        prepared(plan_id, home.anna, 30, day=date(2026, 10, 4))
    with pytest.raises(Refused) as future:
        prepared(plan_id, home.anna, 30, day=date(2026, 10, 20))

    assert codes(early) == ["work.prepare.before_approval"]
    assert codes(earlier) == ["work.prepare.before_the_plan"]
    assert codes(future) == ["work.prepare.in_future"]


def test_only_the_author_has_hours_with_a_plan(home: Stage) -> None:
    plan_id = approved(home)

    with pytest.raises(Refused) as refusal:
        prepared(plan_id, home.ieva, 30)

    assert codes(refusal) == ["work.prepare.not_yours"]


def test_a_sheet_with_such_hours_alone_is_closed_like_any_other(home: Stage) -> None:
    made = prepared(approved(home), home.anna, 90)
    with as_owner():
        sheet_id = Preparation.objects.get(pk=made).sheet_id

    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=30))

    with as_owner():
        assert Preparation.objects.get(pk=made).sheet.state == "at_head"


def test_a_day_holds_eight_hours_of_sessions_and_plans_together(home: Stage) -> None:
    plan_id = approved(home)
    for begins, ends in (("08:00", "12:00"), ("12:00", "15:30")):
        minutes = 240 if ends == "12:00" else 210
        recorded(session(line(plan_id, minutes=minutes), begins=begins, ends=ends), home.anna)
    prepared(plan_id, home.anna, 20, day=THURSDAY)

    with pytest.raises(Refused) as with_the_plan:
        prepared(plan_id, home.anna, 11, day=THURSDAY)
    with pytest.raises(Refused) as in_a_session:
        recorded(session(line(plan_id, minutes=11), begins="16:00", ends="16:11"), home.anna)
    prepared(plan_id, home.anna, 10, day=THURSDAY)

    for refusal in (with_the_plan, in_a_session):
        (reason,) = refusal.value.reasons
        assert (reason.code, reason.values["left_minutes"]) == ("work.record.over_day", 10)
