"""Who has left no longer closes the own month: the head does, and somebody one level up countersigns."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.work.actions import record, sheet
from pumpurs.programme.work.models import Correction, Sheet
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.programme.work.queries.reminded import sheets_owed
from pumpurs.programme.work.queries.sheets_desk import sheets_that_wait
from pumpurs.values.periods import Month
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, codes, second_hat, stage
from tests.programme.work.actions.test_correct import corrected, entry_of
from tests.programme.work.workday import given, line, recorded, sent, the_sheet

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 8)


@pytest.fixture
def home() -> Stage:
    return stage()


def leaves(viewer: Viewer, *, on: date = date(2026, 10, 20)) -> None:
    """The person's appointments end."""
    with as_owner():
        Appointment.objects.filter(account_id=viewer.account_id).update(until=on)


def open_sheet(home: Stage) -> UUID:
    return the_sheet(recorded(given(line(approved(home))), home.anna)).id


def state_of(sheet_id: UUID) -> str:
    with as_owner():
        return Sheet.objects.get(pk=sheet_id).state


def test_the_head_closes_the_month_of_who_left_and_the_coordinator_countersigns(home: Stage) -> None:
    sheet_id = open_sheet(home)
    leaves(home.anna)

    sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))
    assert state_of(sheet_id) == "at_municipality"

    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=31))
    assert state_of(sheet_id) == "approved"


def test_the_month_of_who_is_still_there_is_closed_by_nobody_else(home: Stage) -> None:
    sheet_id = open_sheet(home)

    with pytest.raises(Refused) as refused:
        sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))

    assert codes(refused) == ["sheet.submit.not_yours"]


def test_only_the_head_of_the_institution_stands_in(home: Stage) -> None:
    sheet_id = open_sheet(home)
    leaves(home.anna)

    with pytest.raises(Refused):
        sheet.submit(sheet_id=sheet_id, **by(home.coordinator, days=30))
    with pytest.raises(Sheet.DoesNotExist):
        sheet.submit(sheet_id=sheet_id, **by(home.foreign_head, days=30))


def test_an_account_out_of_use_has_left_too(home: Stage) -> None:
    sheet_id = open_sheet(home)
    with as_owner():
        Account.objects.filter(pk=home.anna.account_id).update(is_active=False)

    sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))

    assert state_of(sheet_id) == "at_municipality"


def test_who_closed_it_in_place_does_not_countersign_with_another_hat(home: Stage) -> None:
    sheet_id = open_sheet(home)
    leaves(home.anna)
    both = second_hat(home, home.head, Role.MUNICIPAL_COORDINATOR, home.school.partner)
    sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))

    with pytest.raises(Refused) as refused:
        sheet.approve(sheet_id=sheet_id, **by(both, days=31))

    assert codes(refused) == ["sheet.approve.approved_a_level_before"]


def test_what_was_not_done_is_taken_out_by_the_head_before_closing(home: Stage) -> None:
    session_id = recorded(given(line(approved(home))), home.anna)
    leaves(home.anna)

    record.take_out(session_id=session_id, **by(home.head, days=30))

    with pytest.raises(Refused) as refused:
        sheet.submit(sheet_id=the_sheet(session_id).id, **by(home.head, days=30))
    assert codes(refused) == ["sheet.submit.empty"]


def test_the_head_corrects_a_sent_month_of_who_left_and_it_is_approved_one_level_up(home: Stage) -> None:
    october = sent(home, approved(home))
    leaves(home.anna)

    made = corrected(entry_of(october).id, -20, home.head)

    with as_owner():
        found = Correction.objects.select_related("sheet").get(pk=made)
    assert (found.sheet.month, found.sheet.provider_id) == ("2026-11", home.anna.account_id)
    assert (found.provider_id, found.by_id) == (home.anna.account_id, home.head.account_id)
    sheet.submit(sheet_id=found.sheet_id, **by(home.head, days=60))
    assert state_of(found.sheet_id) == "at_municipality"


def test_what_the_head_corrected_goes_one_level_up_also_after_the_provider_came_back(home: Stage) -> None:
    october = sent(home, approved(home))
    leaves(home.anna)
    with as_owner():
        made = corrected(entry_of(october).id, -20, home.head)
        november = Correction.objects.get(pk=made).sheet_id
        Appointment.objects.filter(account_id=home.anna.account_id).update(until=None)

    sheet.submit(sheet_id=november, **by(home.anna, days=60))

    assert state_of(november) == "at_municipality"


def test_nobody_corrects_for_who_is_still_there(home: Stage) -> None:
    entry = entry_of(sent(home, approved(home)))

    with pytest.raises(type(entry).DoesNotExist):
        corrected(entry.id, -20, home.head)


def owed(home: Stage) -> tuple[tuple[str, int], ...]:
    with looking_as(job_viewer("sheets")) as job:
        told = sheets_owed(viewer=job, month=Month(2026, 10), today=NOVEMBER)
    return tuple((address, count) for address, _language, count in told)


def address_of(viewer: Viewer) -> str:
    with as_owner():
        return Account.objects.get(pk=viewer.account_id).email


def test_the_mail_goes_to_the_head_instead_of_who_left(home: Stage) -> None:
    open_sheet(home)
    assert owed(home) == ((address_of(home.anna), 1),)
    leaves(home.anna)

    told = dict(owed(home))
    assert told[address_of(home.head)] == 1
    assert address_of(home.anna) not in told


def test_the_programmes_expert_is_told_of_sheets_that_wait_at_the_agency(home: Stage) -> None:
    sheet_id = open_sheet(home)
    with as_owner():
        Sheet.objects.filter(pk=sheet_id).update(state="at_agency", sums=[])

    assert owed(home) == ((address_of(home.expert), 1),)


def seen(home: Stage, viewer: Viewer) -> Any:
    return sheets_that_wait(viewer=viewer, today=NOVEMBER)


def test_the_heads_desk_shows_months_of_who_left_until_they_are_closed(home: Stage) -> None:
    sheet_id = open_sheet(home)
    assert seen(home, home.head).left == ()
    leaves(home.anna)

    (told,) = seen(home, home.head).left
    assert (told.id, told.minutes) == (sheet_id, 60)
    assert seen(home, home.coordinator).is_empty

    sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))
    assert seen(home, home.head).left == ()


def test_the_page_offers_the_head_to_close_and_later_to_correct(home: Stage) -> None:
    sheet_id = open_sheet(home)
    assert "submit" not in one_sheet(viewer=home.head, sheet_id=sheet_id, today=NOVEMBER).open_steps
    leaves(home.anna)

    found = one_sheet(viewer=home.head, sheet_id=sheet_id, today=NOVEMBER)

    assert found.in_place
    assert {"submit", "take_out"} <= set(found.open_steps)
    assert not found.may_correct
