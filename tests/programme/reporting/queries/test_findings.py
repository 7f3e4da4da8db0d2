"""A finding of ineligible euros is told to the partner that is to mend it, to nobody else and not before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from pumpurs.foundation.queue import arguments_of
from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.jobs import accounting
from pumpurs.programme.reporting.actions import samples
from pumpurs.programme.reporting.models import SampleItem
from pumpurs.programme.reporting.queries.findings import Findings, findings_that_wait, how_far_mended
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, viewer_for
from tests.programme.plans.stage import NOW, Stage, by, stage
from tests.programme.reporting.actions.test_samples import (
    DRAWN,
    asked_back,
    corrected,
    drawn,
    followed_up,
    found,
)
from tests.programme.reporting.month import accountant

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 21, 3, 40, tzinfo=UTC)


@pytest.fixture
def home(settings: Any) -> Stage:
    settings.FIXED_NOW = LATER
    settings.PUBLIC_URL = "https://pumpurs.example.lv"
    return stage()


def waits_for(viewer: Viewer) -> Findings | None:
    """What the viewer's desk tells, read behind both walls."""
    with transaction.atomic():
        raise_wall(viewer)
        question = findings_that_wait(viewer=viewer)
        return how_far_mended(asked(question), viewer=viewer) if question else None


def count_for(viewer: Viewer) -> int | None:
    told = waits_for(viewer)
    return told.count if told else None


def test_coordinator_and_accountant_read_a_finding_of_money_with_its_number_and_its_words(
    home: Stage,
) -> None:
    item = found(home, "claim", "40.00")

    for viewer in (home.coordinator, accountant(home)):
        told = waits_for(viewer)
        assert told is not None
        (one,) = told.shown
        assert (one.kind, one.record_id, one.number, one.finding) == (
            "claim", item.record_id, 700_001, "Nav pierādījumu.",
        )  # fmt: skip
        assert not one.is_mended


def test_a_finding_about_hours_is_not_the_accountants(home: Stage) -> None:
    found(home, "sheet", "5.00")

    assert (count_for(home.coordinator), count_for(accountant(home))) == (1, 0)


def test_nobody_beside_the_own_partner_is_told(home: Stage) -> None:
    found(home, "claim", "40.00")
    with as_owner():
        other = viewer_for(appoint(Role.ACCOUNTANT, home.vocational.partner, name="Vita Sala"))

    foreign = (home.foreign_coordinator, home.head_of_liga, other)
    roles = (
        home.anna,
        home.ieva,
        home.head,
        home.school_coordinator,
        home.stranger,
        home.expert,
        home.manager,
    )

    assert [count_for(viewer) for viewer in foreign] == [0, 0, 0]
    assert [count_for(viewer) for viewer in roles] == [None] * len(roles)


def test_the_head_of_a_state_vocational_school_is_told_of_the_own_schools_sheets(home: Stage) -> None:
    item = found(home, "sheet", "5.00")
    college = home.vocational
    with as_owner():
        SampleItem.objects.filter(pk=item.pk).update(
            institution=college, partner=college.partner, told=college.partner
        )

    assert (count_for(home.head_of_liga), count_for(home.coordinator)) == (1, 0)


@pytest.mark.parametrize("who", ["anna", "head", "foreign_coordinator", "coordinator"])
def test_the_database_itself_shows_a_finding_to_the_own_partner_alone(home: Stage, who: str) -> None:
    item = found(home, "claim", "40.00")
    viewer: Viewer = getattr(home, who)

    with transaction.atomic():
        raise_wall(viewer)
        rows = list(SampleItem.objects.values_list("id", flat=True))

    assert rows == ([item.id] if who == "coordinator" else [])


def test_whose_record_is_drawn_does_not_know_before_something_was_found(home: Stage) -> None:
    item = drawn(home, "claim")
    before = count_for(home.coordinator)
    samples.check(
        item_id=item.id, finding="Ir.", ineligible_eur=item.ineligible_eur, **by(home.expert, days=DRAWN)
    )

    with transaction.atomic():
        raise_wall(home.coordinator)
        assert not SampleItem.objects.exists()
    assert (before, count_for(home.coordinator)) == (0, 0)


def test_the_partner_reads_a_finding_and_cannot_change_it(home: Stage) -> None:
    item = found(home, "claim", "40.00")

    with transaction.atomic():
        raise_wall(home.coordinator)
        changed = SampleItem.objects.filter(pk=item.id).update(state="followed_up")
    with pytest.raises(SampleItem.DoesNotExist):
        samples.follow_up(
            item_id=item.id, note="Labots.", said_so=True, **by(home.coordinator, days=DRAWN + 1)
        )

    assert changed == 0


def test_money_asked_back_since_the_draw_makes_a_finding_corrected(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    books = accountant(home)
    asked_back(home, item.record_id, "30.00")
    some = waits_for(books)
    asked_back(home, item.record_id, "10.00")
    all_of_it = waits_for(books)

    assert some is not None
    assert all_of_it is not None
    assert [(str(one.mended_eur), one.is_mended) for one in some.shown + all_of_it.shown] == [
        ("30.00", False), ("40.00", True),
    ]  # fmt: skip


def test_hours_corrected_since_the_draw_make_a_finding_corrected(home: Stage) -> None:
    item = found(home, "sheet", "5.00")
    corrected(item.record_id, -60)

    told = waits_for(home.coordinator)

    assert told is not None
    assert told.shown[0].is_mended


def test_what_was_followed_up_leaves_the_desk(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    followed_up(home, item, said_so=True)

    assert count_for(home.coordinator) == 0


def test_the_night_puts_one_letter_a_partner_off_and_tells_each_finding_once(home: Stage) -> None:
    found(home, "claim", "40.00")

    accounting.night(0)
    accounting.night(0)

    with as_owner():
        assert arguments_of("reporting.findings") == [{"partner_id": str(home.school.partner_id)}]
        assert SampleItem.objects.exclude(told_at=None).count() == 1


def test_only_the_night_puts_letters_off(home: Stage) -> None:
    with pytest.raises(Refused):
        samples.tell(viewer=home.coordinator, now=NOW + timedelta(days=DRAWN))


def test_the_letter_goes_to_who_mends_and_holds_nothing_of_anybody(home: Stage) -> None:
    found(home, "claim", "40.00")
    accountant(home)

    assert accounting.findings(str(home.school.partner_id)) == 2

    text = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert "https://pumpurs.example.lv/desk/#findings" in text
    for secret in ("Nav pierādījumu", "700001", "Jānis", "40,00", "40.00"):
        assert secret not in text


def test_the_accountant_gets_no_letter_about_hours_and_nobody_about_what_is_done(home: Stage) -> None:
    item = found(home, "sheet", "5.00")
    accountant(home)
    about_hours = accounting.findings(str(home.school.partner_id))
    followed_up(home, item, said_so=True)

    assert (about_hours, accounting.findings(str(home.school.partner_id))) == (1, 0)
