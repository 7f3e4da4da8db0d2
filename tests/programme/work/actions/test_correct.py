"""What was sent is mended by signed lines on a later sheet, never below nothing and never over what was planned."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.learners.models import Care
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.actions import correct, record, sending, sheet
from pumpurs.programme.work.models import Correction, Entry, SheetDecision
from pumpurs.programme.work.preconditions import minutes_used
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.people_and_places import viewer_for
from tests.programme.plans.stage import Stage, approved, by, codes, stage
from tests.programme.work.workday import closed, given, line, recorded, sent, the_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def entry_of(sheet_id: UUID) -> Entry:
    with as_owner():
        return Entry.objects.get(session__sheet_id=sheet_id)


def corrected(
    entry_id: UUID,
    minutes: int,
    viewer: Viewer,
    *,
    days: int = 35,
    reason: str = "Beidzām agrāk.",
    form_key: UUID | None = None,
) -> UUID:
    """A correction, written in November."""
    given_then: dict[str, Any] = {"entry_id": entry_id, "minutes_delta": minutes, "reason": reason}
    return correct.correct(**given_then, form_key=form_key or uuid4(), **by(viewer, days=days))


def test_a_correction_stands_on_the_sheet_of_the_current_month_and_counts_for_the_plan(home: Stage) -> None:
    plan_id = approved(home)
    october = sent(home, plan_id)

    made = corrected(entry_of(october).id, -20, home.anna)

    with as_owner():
        found = Correction.objects.select_related("sheet").get(pk=made)
        assert (found.sheet.month, found.sheet.state) == ("2026-11", "open")
        assert (found.minutes_delta, found.minutes_after, found.paid_delta) == (-20, 40, -20)
        assert list(minutes_used([plan_id]).values()) == [40]


def test_one_form_is_one_correction_however_often_it_is_sent(home: Stage) -> None:
    entry, key = entry_of(sent(home, approved(home))), uuid4()

    first = corrected(entry.id, -10, home.anna, form_key=key)
    again = corrected(entry.id, -10, home.anna, form_key=key)
    with pytest.raises(Refused) as other:
        corrected(entry.id, -15, home.anna, form_key=key)
    corrected(entry.id, -10, home.anna)  # the same words in a new form are a new correction

    assert again == first
    assert codes(other) == ["form.sent_before"]
    with as_owner():
        assert [one.minutes_after for one in Correction.objects.order_by("number")] == [50, 40]


def test_corrections_add_up_and_never_pass_nothing_or_the_session(home: Stage) -> None:
    entry = entry_of(sent(home, approved(home)))
    corrected(entry.id, -50, home.anna)

    with pytest.raises(Refused) as below:
        corrected(entry.id, -11, home.anna)
    with pytest.raises(Refused) as above:
        corrected(entry.id, 51, home.anna)
    corrected(entry.id, -10, home.anna)

    assert codes(below) == ["work.correct.below_nothing"]
    assert codes(above) == ["work.correct.longer_than_session"]


def test_a_correction_gives_no_more_than_was_planned(home: Stage) -> None:
    plan_id = approved(home)
    recorded(given(line(plan_id, minutes=30)), home.anna)
    for day, begins, ends in ((9, "08:00", "12:00"), (12, "08:00", "12:00"), (13, "08:00", "09:20")):
        length = int(ends[:2]) * 60 + int(ends[3:]) - int(begins[:2]) * 60
        given_then = given(line(plan_id, minutes=length), day=date(2026, 10, day), begins=begins, ends=ends)
        recorded(given_then, home.anna, days=9)  # 590 of 600 minutes
    october = the_sheet(
        recorded(given(line(plan_id, attended=False), day=date(2026, 10, 14)), home.anna, days=10)
    )
    sheet.submit(sheet_id=october.id, **by(home.anna, days=30))
    sheet.approve(sheet_id=october.id, **by(home.head, days=31))
    sheet.approve(sheet_id=october.id, **by(home.coordinator, days=32))
    sending.send_sheets(sheet_ids=[october.id], **by(home.coordinator, days=33))
    with as_owner():
        short = Entry.objects.get(minutes=30)

    with pytest.raises(Refused) as refusal:
        corrected(short.id, 11, home.anna)
    corrected(short.id, 10, home.anna)

    assert codes(refusal) == ["work.correct.over_planned"]


def test_nothing_is_corrected_without_words_or_change(home: Stage) -> None:
    entry = entry_of(sent(home, approved(home)))

    with pytest.raises(Refused) as refusal:
        corrected(entry.id, 0, home.anna, reason="  ")

    assert codes(refusal) == ["work.correct.nothing", "work.correct.says_nothing"]


def test_a_month_that_was_not_sent_is_mended_itself(home: Stage) -> None:
    entry = entry_of(closed(home, approved(home)))

    with pytest.raises(Refused) as refusal:
        corrected(entry.id, -10, home.anna)

    assert codes(refusal) == ["work.correct.not_sent"]


def test_only_who_gave_the_session_corrects_it(home: Stage) -> None:
    entry = entry_of(sent(home, approved(home)))

    for viewer in (home.ieva, home.head):
        with pytest.raises(Entry.DoesNotExist):
            corrected(entry.id, -10, viewer)


def test_a_closed_sheet_of_this_month_takes_no_correction(home: Stage) -> None:
    plan_id = approved(home)
    entry = entry_of(sent(home, plan_id))
    made = corrected(entry.id, -10, home.anna)
    with as_owner():
        november = Correction.objects.get(pk=made).sheet_id
    sheet.submit(sheet_id=november, **by(home.anna, days=36))

    with pytest.raises(Refused) as refusal:
        corrected(entry.id, -10, home.anna, days=37)

    assert codes(refusal) == ["sheet.correct.wrong_state"]


def test_a_correction_is_never_changed_or_removed(home: Stage) -> None:
    corrected(entry_of(sent(home, approved(home))).id, -10, home.anna)

    for change in ("UPDATE work_correction SET minutes_delta = 5", "DELETE FROM work_correction"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(change)


def test_a_session_that_was_corrected_stays_even_if_its_month_is_opened_again(home: Stage) -> None:
    october = sent(home, approved(home))
    entry = entry_of(october)
    corrected(entry.id, -10, home.anna)
    sending.return_sheets(sheet_ids=[october], **by(home.expert, days=36))
    sheet.take_back(sheet_id=october, note="Jāpārskata.", **by(home.head, days=37))

    with pytest.raises(Refused) as refusal:
        record.take_out(session_id=entry.session_id, **by(home.anna, days=38))

    assert codes(refusal) == ["work.take_out.corrected"]


def test_the_head_asks_for_a_correction_in_words(home: Stage) -> None:
    october = sent(home, approved(home))

    with pytest.raises(Refused) as silent:
        correct.ask_correction(sheet_id=october, note=" ", **by(home.head, days=34))
    with pytest.raises(Refused) as foreign:
        correct.ask_correction(sheet_id=october, note="Lūdzu.", **by(home.coordinator, days=34))
    correct.ask_correction(sheet_id=october, note="8. oktobrī bija 40 minūtes.", **by(home.head, days=34))

    assert codes(silent) == ["sheet.send_back.says_nothing"]
    assert codes(foreign) == ["sheet.ask_correction.not_yours"]
    with as_owner():
        asked = SheetDecision.objects.get(sheet_id=october, step="ask_correction")
    assert (asked.note, asked.to_state) == ("8. oktobrī bija 40 minūtes.", "sent")


def test_a_session_found_after_its_month_was_closed_stands_on_the_current_sheet(home: Stage) -> None:
    plan_id = approved(home)
    sent(home, plan_id)

    late = recorded(given(line(plan_id), day=date(2026, 10, 15)), home.anna, days=40)

    assert the_sheet(late).month == "2026-11"


def test_a_first_session_of_a_month_that_the_partner_sent_stands_on_the_current_sheet(home: Stage) -> None:
    plan_id = approved(home)
    sent(home, plan_id)

    late = recorded(given(line(plan_id), day=date(2026, 10, 15)), home.ieva, days=40)
    september_open = recorded(given(line(plan_id), day=date(2026, 11, 12)), home.ieva, days=40)

    assert the_sheet(late).month == "2026-11"
    assert the_sheet(september_open).month == "2026-11"


def test_a_first_session_of_a_month_that_is_not_sent_opens_that_months_sheet(home: Stage) -> None:
    plan_id = approved(home)

    late = recorded(given(line(plan_id), day=date(2026, 10, 15)), home.ieva, days=40)

    assert the_sheet(late).month == "2026-10"


def test_who_was_absent_gets_nothing_by_a_correction(home: Stage) -> None:
    plan_id = approved(home)
    sheet_id = sent(home, plan_id, attended=False)

    with pytest.raises(Refused) as refusal:
        corrected(entry_of(sheet_id).id, 60, home.anna)

    assert codes(refusal) == ["work.correct.absent"]


def test_what_was_sent_is_corrected_also_once_the_learner_left_the_providers_care(home: Stage) -> None:
    plan_id = approved(home)
    entry = entry_of(sent(home, plan_id))
    recorded(given(line(plan_id), day=date(2026, 10, 9), begins="08:00", ends="09:00"), home.ieva, days=20)
    with as_owner():
        Care.objects.filter(account_id=home.anna.account_id).update(until=date(2026, 10, 20))
        anna = viewer_for(Appointment.objects.get(id=home.anna.appointment_id), today=date(2026, 11, 10))
    raise_wall(anna)

    corrected(entry.id, -20, anna)

    with as_owner():
        assert list(minutes_used([plan_id]).values()) == [100]
