"""Sheets leave with the month's package, all or none, and come back only with it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pumpurs.programme.work.actions import sending, sheet
from pumpurs.programme.work.models import Sheet, SheetDecision
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, at_place, by, codes, stage
from tests.programme.work.workday import closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def state_of(sheet_id: UUID) -> str:
    with as_owner():
        return Sheet.objects.get(pk=sheet_id).state


def ready(home: Stage) -> UUID:
    """Anna's sheet of October, approved by the head and the municipality."""
    sheet_id = closed(home, approved(home))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=31))
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=32))
    return sheet_id


def empty_sheet(home: Stage, month: str) -> UUID:
    """A sheet of Anna's with nothing on it, still open."""
    with as_owner():
        return Sheet.objects.create(
            provider_id=home.anna.account_id, appointment_id=home.anna.appointment_id, institution=home.school,
            partner=home.school.partner, month=month, position="teacher", opened_at=by(home.anna)["now"],
        ).id  # fmt: skip


def test_the_coordinator_sends_approved_sheets_and_each_keeps_it_in_its_history(home: Stage) -> None:
    sheet_id = ready(home)

    count = sending.send_sheets(sheet_ids=[sheet_id], **by(home.coordinator, days=33))

    with as_owner():
        last = (
            SheetDecision.objects.filter(sheet_id=sheet_id).order_by("-at").values_list("step", "to_state")[0]
        )
    assert (count, state_of(sheet_id), last) == (1, "sent", ("send", "sent"))


def test_one_sheet_that_is_not_approved_holds_all_back_and_is_named(home: Stage) -> None:
    good, lacking = ready(home), empty_sheet(home, "2026-09")

    with pytest.raises(Refused) as refusal:
        sending.send_sheets(sheet_ids=[good, lacking], **by(home.coordinator, days=33))

    assert at_place(refusal) == {f"sheet:{lacking}": "sheet.send.wrong_state"}
    assert state_of(good) == "approved"


def test_neither_the_head_of_a_municipal_school_nor_the_expert_sends(home: Stage) -> None:
    sheet_id = ready(home)

    for viewer in (home.head, home.expert):
        with pytest.raises(Refused) as refusal:
            sending.send_sheets(sheet_ids=[sheet_id], **by(viewer, days=33))
        assert codes(refusal) == ["sheet.send.not_yours"]


def test_a_sheet_out_of_reach_or_unknown_is_not_there(home: Stage) -> None:
    sheet_id = ready(home)

    with pytest.raises(Sheet.DoesNotExist):
        sending.send_sheets(sheet_ids=[sheet_id], **by(home.foreign_coordinator, days=33))
    with pytest.raises(Sheet.DoesNotExist):
        sending.send_sheets(sheet_ids=[sheet_id, uuid4()], **by(home.coordinator, days=33))


def test_a_sent_sheet_is_not_taken_back_but_told_the_way(home: Stage) -> None:
    sheet_id = ready(home)
    sending.send_sheets(sheet_ids=[sheet_id], **by(home.coordinator, days=33))

    with pytest.raises(Refused) as refusal:
        sheet.take_back(sheet_id=sheet_id, note="Nepareizas stundas.", **by(home.coordinator, days=34))

    assert codes(refusal) == ["sheet.take_back.sent"]


def test_a_returned_package_makes_its_sheets_approved_ones_that_can_be_taken_back(home: Stage) -> None:
    sheet_id = ready(home)
    sending.send_sheets(sheet_ids=[sheet_id], **by(home.coordinator, days=33))

    with pytest.raises(Refused) as own:
        sending.return_sheets(sheet_ids=[sheet_id], **by(home.coordinator, days=34))
    sending.return_sheets(sheet_ids=[sheet_id], **by(home.expert, days=34))
    sheet.take_back(sheet_id=sheet_id, note="Nepareizas stundas.", **by(home.coordinator, days=35))

    assert codes(own) == ["sheet.give_back.not_yours"]
    assert state_of(sheet_id) == "open"
