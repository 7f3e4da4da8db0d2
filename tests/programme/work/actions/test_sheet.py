"""The way of a monthly sheet through its levels, and who may not decide about it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pumpurs.programme.work.actions import correct, prepare, sending, sheet
from pumpurs.programme.work.models import Entry, Preparation, Sheet, SheetDecision
from pumpurs.programme.work.rules import Prepared
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import care_for
from tests.programme.plans.stage import Stage, appointment_of, approved, by, codes, second_hat, stage
from tests.programme.work.workday import THURSDAY, closed, given, line, recorded, sent, the_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def now_of(sheet_id: UUID) -> Sheet:
    with as_owner():
        return Sheet.objects.get(pk=sheet_id)


def test_a_sheet_goes_from_provider_to_head_to_municipality_and_every_step_is_kept(home: Stage) -> None:
    sheet_id = closed(home, approved(home))

    sheet.approve(sheet_id=sheet_id, **by(home.head, days=31))
    assert now_of(sheet_id).state == "at_municipality"
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=32))

    assert now_of(sheet_id).state == "approved"
    with as_owner():
        steps = SheetDecision.objects.filter(sheet_id=sheet_id).order_by("at").values_list("step", "role")
        assert list(steps) == [
            ("submit", "plan_author"),
            ("approve", "head"),
            ("approve", "municipal_coordinator"),
        ]


def test_an_empty_sheet_is_not_closed(home: Stage) -> None:
    with as_owner():
        own = the_sheet_without_work(home)

    with pytest.raises(Refused) as refusal:
        sheet.submit(sheet_id=own, **by(home.anna, days=30))

    assert codes(refusal) == ["sheet.submit.empty"]


def the_sheet_without_work(home: Stage) -> UUID:
    made = Sheet.objects.create(
        provider_id=home.anna.account_id, appointment_id=home.anna.appointment_id, institution=home.school,
        partner=home.school.partner, month="2026-10", position="teacher", opened_at=by(home.anna)["now"],
    )  # fmt: skip
    return made.id


def test_the_head_sets_the_position_before_approving_and_not_after(home: Stage) -> None:
    sheet_id = closed(home, approved(home))

    with pytest.raises(Refused) as unfit:
        sheet.set_position(sheet_id=sheet_id, position="psychologist", **by(home.head, days=31))
    with pytest.raises(Refused) as unknown:
        sheet.set_position(sheet_id=sheet_id, position="magician", **by(home.head, days=31))
    sheet.set_position(sheet_id=sheet_id, position="teacher", **by(home.head, days=31))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=31))
    with pytest.raises(Refused) as late:
        sheet.set_position(sheet_id=sheet_id, position="teacher", **by(home.head, days=31))

    assert [codes(one) for one in (unfit, unknown, late)] == [
        ["sheet.set_position.does_not_fit"],
        ["sheet.set_position.unknown"],
        ["sheet.set_position.wrong_state"],
    ]


def test_a_sheet_is_sent_back_with_words_and_open_again(home: Stage) -> None:
    sheet_id = closed(home, approved(home))

    with pytest.raises(Refused) as silent:
        sheet.send_back(sheet_id=sheet_id, note=" ", **by(home.head, days=31))
    sheet.send_back(sheet_id=sheet_id, note="Trūkst 8. oktobra.", **by(home.head, days=31))

    assert codes(silent) == ["sheet.send_back.says_nothing"]
    assert now_of(sheet_id).state == "open"


def test_an_approval_taken_back_sends_the_sheet_all_its_way_again(home: Stage) -> None:
    sheet_id = closed(home, approved(home))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=31))
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=32))

    sheet.take_back(sheet_id=sheet_id, note="Nepareizs amats.", **by(home.coordinator, days=33))
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=34))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=35))

    assert now_of(sheet_id).state == "at_municipality"


def test_a_provider_recalls_the_sheet_only_while_it_waits_for_the_head(home: Stage) -> None:
    sheet_id = closed(home, approved(home))
    sheet.recall(sheet_id=sheet_id, **by(home.anna, days=31))
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=31))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=32))

    with pytest.raises(Refused) as late:
        sheet.recall(sheet_id=sheet_id, **by(home.anna, days=32))

    assert codes(late) == ["sheet.recall.wrong_state"]


def test_nobody_approves_the_own_sheet_in_whichever_role(home: Stage) -> None:
    sheet_id = closed(home, approved(home))
    anna_as_deputy = second_hat(home, home.anna, Role.HEAD, home.school)

    with pytest.raises(Refused) as refusal:
        sheet.approve(sheet_id=sheet_id, **by(anna_as_deputy, days=31))

    assert codes(refusal) == ["sheet.approve.own_sheet"]


def test_one_person_approves_one_level_only(home: Stage) -> None:
    sheet_id = closed(home, approved(home))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=31))
    head_as_coordinator = second_hat(home, home.head, Role.MUNICIPAL_COORDINATOR, home.school.partner)

    with pytest.raises(Refused) as refusal:
        sheet.approve(sheet_id=sheet_id, **by(head_as_coordinator, days=32))

    assert codes(refusal) == ["sheet.approve.approved_a_level_before"]


def test_the_heads_own_sheet_is_approved_one_level_up(home: Stage) -> None:
    plan_id = approved(home)
    with as_owner():
        care_for(appointment_of(home.head), home.janis)
    sheet_id = the_sheet(recorded(given(line(plan_id)), home.head)).id

    sheet.submit(sheet_id=sheet_id, **by(home.head, days=30))

    assert now_of(sheet_id).state == "at_municipality"
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=31))
    assert now_of(sheet_id).state == "approved"


def test_a_sheet_of_another_school_is_not_there(home: Stage) -> None:
    sheet_id = closed(home, approved(home))

    for stranger in (home.foreign_head, home.foreign_coordinator, home.stranger, home.ieva):
        with pytest.raises(Sheet.DoesNotExist):
            sheet.approve(sheet_id=sheet_id, **by(stranger, days=31))


def kept(sheet_id: UUID) -> list[tuple[str, str, int]] | None:
    sums = now_of(sheet_id).sums
    return None if sums is None else [(one["what"], one["position"], one["minutes"]) for one in sums]


def test_a_closed_sheet_keeps_what_it_comes_to_and_an_opened_one_nothing(home: Stage) -> None:
    plan_id = approved(home)
    sheet_id = closed(home, plan_id)
    at_first = kept(sheet_id)

    sheet.send_back(sheet_id=sheet_id, note="Trūkst.", **by(home.head, days=31))
    opened = kept(sheet_id)
    recorded(given(line(plan_id, minutes=45), begins="16:00", ends="16:45"), home.anna, days=32)
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=32))
    again = kept(sheet_id)
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=33))
    sheet.take_back(sheet_id=sheet_id, note="Pārskatīt.", **by(home.head, days=34))

    assert at_first == [("session", "teacher", 60)]
    assert opened is None
    assert again == [("session", "teacher", 105)]
    assert kept(sheet_id) is None


def test_another_position_changes_what_a_sheet_keeps(home: Stage) -> None:
    line_id = prepare.prepare(
        plan_id=approved(home),
        given=Prepared(THURSDAY, 45, "prepare"),
        form_key=uuid4(),
        **by(home.anna, days=5),
    )
    with as_owner():
        sheet_id = Preparation.objects.get(pk=line_id).sheet_id
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=30))

    sheet.set_position(sheet_id=sheet_id, position="psychologist", **by(home.head, days=31))

    assert kept(sheet_id) == [("preparation", "psychologist", 45)]


def test_a_sheet_whose_sessions_were_corrected_keeps_its_position(home: Stage) -> None:
    sheet_id = sent(home, approved(home))
    with as_owner():
        entry = Entry.objects.get(session__sheet_id=sheet_id)
    mended = {"entry_id": entry.id, "minutes_delta": -20, "reason": "Īsāk.", "form_key": uuid4()}
    correct.correct(**mended, **by(home.anna, days=35))
    sending.return_sheets(sheet_ids=[sheet_id], **by(home.expert, days=36))
    sheet.take_back(sheet_id=sheet_id, note="Pārskatīt.", **by(home.coordinator, days=37))
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=38))

    with pytest.raises(Refused) as refusal:
        sheet.set_position(sheet_id=sheet_id, position="teacher", **by(home.head, days=39))

    assert codes(refusal) == ["sheet.set_position.corrected"]
