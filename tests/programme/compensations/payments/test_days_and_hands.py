"""What one person cannot do alone, what the bank's word outweighs, and on which days money can have moved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.compensations.actions import batches, recoveries, settling, statements
from pumpurs.programme.compensations.models import BankLine, Batch, LedgerLine, Payment
from pumpurs.programme.compensations.queries.money_back import preview
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import TODAY, Office, by, drafted, office, payments_of, seen, sent
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(1)
TOMORROW_HOURS = 24


@pytest.fixture
def at() -> Office:
    return office()


def take(at: Office, *entries: Entry, hours: int = 0, number: str = "1") -> statements.Taken:
    read = bank_statement.read(statement(entries, number=number))
    return statements.take(read=read, **by(at.zane, hours=hours))


def returned_by_hand(payment: Payment, viewer: Viewer, day: date = TODAY, hours: int = 0) -> None:
    settling.return_payment(
        payment_id=payment.id, returned_on=day, return_code="AC04", **by(viewer, hours=hours)
    )


def demanded(payment: Payment, viewer: Viewer, hours: int = 0) -> UUID:
    return recoveries.demand(
        claim_id=payment.claim_id, demanded_eur=Decimal("30.00"), reason="Kļūda.", form_key=uuid4(),
        **by(viewer, hours=hours),
    )  # fmt: skip


def received(recovery_id: UUID, viewer: Viewer, day: date = TODAY, hours: int = 0) -> None:
    recoveries.receive(
        recovery_id=recovery_id, received_eur=Decimal("30.00"), received_on=day, form_key=uuid4(),
        **by(viewer, hours=hours),
    )  # fmt: skip


def booked() -> list[str]:
    with as_owner():
        rows = LedgerLine.objects.exclude(what="grant").order_by("at", "what")
        return sorted(rows.values_list("what", flat=True))


def listed() -> list[tuple[str, str]]:
    viewer = job_viewer("proof")
    with looking_as(viewer):
        return [(one.what, one.place) for one in differences(viewer=viewer)]


def test_what_the_bank_says_has_left_is_brought_back_by_the_bank_alone(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    take(at, left(payment.reference, "30.00"))
    for hand in (at.coordinator, at.zane):
        with pytest.raises(Refused) as refusal:
            returned_by_hand(payment, hand)
        assert codes(refusal) == ["payment.return.bank_says_paid"]
    assert booked() == ["pay"]

    take(at, came_back(payment.reference, "30.00"), number="2")
    assert booked() == ["pay", "return"]
    assert listed() == []


def test_a_return_by_hand_is_listed_every_night_until_a_statement_bears_it_out(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    returned_by_hand(payment, at.zane)
    assert listed() == [("returned_without_bank", payment.reference)]

    take(at, left(payment.reference, "30.00"), came_back(payment.reference, "30.00"))
    assert listed() == []


@pytest.mark.parametrize(
    ("asks", "notes"), [("zane", "zane"), ("zane", "coordinator"), ("coordinator", "coordinator")]
)
def test_who_asked_money_back_or_granted_it_does_not_note_that_it_came(
    at: Office, asks: str, notes: str
) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    recovery_id = demanded(payment, getattr(at, asks))

    with pytest.raises(Refused) as refusal:
        received(recovery_id, getattr(at, notes))
    assert codes(refusal) == ["recovery.receive.asked_it_back_or_granted_it"]
    assert booked() == ["pay"]


def test_with_one_accountant_the_coordinator_asks_and_the_accountant_notes(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    received(demanded(payment, at.coordinator), at.zane)

    assert booked() == ["pay", "recover"]


def test_money_does_not_leave_before_the_signature_nor_come_back_before_it_left(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    with pytest.raises(Refused) as early:
        settling.confirm(payment_ids=[payment.id], paid_on=YESTERDAY, **by(at.zane))
    with pytest.raises(Refused) as unpaid:
        returned_by_hand(payment, at.zane, YESTERDAY)
    settling.confirm(
        payment_ids=[payment.id], paid_on=TODAY + timedelta(1), **by(at.zane, hours=TOMORROW_HOURS)
    )
    with pytest.raises(Refused) as before:
        returned_by_hand(payment, at.zane, TODAY, hours=TOMORROW_HOURS)

    assert codes(early) == ["payment.confirm.before_signing"]
    assert codes(unpaid) == codes(before) == ["payment.return.before_it_left"]
    assert booked() == ["pay"]


def test_what_is_asked_back_comes_after_it_was_asked_and_never_tomorrow(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    recovery_id = demanded(payment, at.zane, hours=TOMORROW_HOURS)
    for day, code in (
        (TODAY, "recovery.receive.too_early"),
        (TODAY + timedelta(2), "payment.confirm.in_future"),
    ):
        with pytest.raises(Refused) as refusal:
            received(recovery_id, at.rita, day, hours=TOMORROW_HOURS)
        assert codes(refusal) == [code]

    received(recovery_id, at.rita, TODAY + timedelta(1), hours=TOMORROW_HOURS)
    assert booked() == ["pay", "recover"]


def test_a_booking_of_an_impossible_day_is_a_question_and_moves_nothing(at: Office) -> None:
    one, two = payments_of(sent(at, "30.00", "7.00"))
    settling.confirm(payment_ids=[two.id], paid_on=TODAY + timedelta(1), **by(at.zane, hours=TOMORROW_HOURS))
    told = take(
        at,
        left(one.reference, "30.00", day=YESTERDAY),
        came_back(two.reference, "7.00"),
        hours=TOMORROW_HOURS,
    )

    assert (told.confirmed, told.returned, told.unknown) == (0, 0, 2)
    with as_owner():
        assert dict(BankLine.objects.values_list("reference", "why")) == {
            one.reference: "before_signing",
            two.reference: "before_it_left",
        }
    assert booked() == ["pay"]


def test_two_equal_debits_without_a_reference_are_one_payment_and_one_question(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    entry = Entry(payment.reference, Decimal("-30.00"), "")
    told = take(at, entry, entry)

    assert (told.confirmed, told.unknown) == (1, 1)
    with as_owner():
        assert BankLine.objects.get(outcome="unknown").why == "paid_twice"


def test_what_was_confirmed_by_hand_is_known_to_the_statement_with_both_days(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    entry, hours = left(payment.reference, "30.00", day=TODAY + timedelta(1)), TOMORROW_HOURS
    shown = preview(viewer=by(at.zane)["viewer"], read=bank_statement.read(statement([entry])))

    assert (shown.counts["confirmed"], shown.counts["known"], shown.confirmed_eur) == (0, 1, Decimal(0))
    (line,) = shown.matches
    assert (line.said_on, line.booking.booked_on) == (TODAY, TODAY + timedelta(1))
    told = take(at, entry, hours=hours)
    assert (told.confirmed, told.known) == (0, 1)
    with pytest.raises(Refused) as refusal:
        returned_by_hand(payment, at.zane, TODAY + timedelta(1), hours=hours)
    assert codes(refusal) == ["payment.return.bank_says_paid"]


def test_who_granted_money_does_not_say_by_hand_what_became_of_it(at: Office) -> None:
    one, two = payments_of(sent(at, "30.00", "20.00"))
    with pytest.raises(Refused) as back:
        returned_by_hand(one, at.coordinator)
    with pytest.raises(Refused) as gone:
        settling.confirm(payment_ids=[two.id], paid_on=TODAY, **by(at.coordinator))
    returned_by_hand(one, at.zane)
    take(at, left(one.reference, "30.00"))
    with as_owner():
        line = BankLine.objects.get(outcome="unknown")
    with pytest.raises(Refused) as answer:
        statements.answer(line_id=line.id, words="Labi.", **by(at.coordinator))

    assert codes(back) == ["payment.return.granted_it"]
    assert codes(gone) == ["payment.confirm.granted_it"]
    assert codes(answer) == ["bank_line.answer.granted_it"]


def test_what_the_bank_moved_and_no_book_says_is_listed_also_once_it_was_answered(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    returned_by_hand(payment, at.zane)
    take(at, left(payment.reference, "30.00"))
    assert listed() == [("moved_by_bank_alone", payment.reference)]

    with as_owner():
        line = BankLine.objects.get(outcome="unknown")
    statements.answer(line_id=line.id, words="Labi.", **by(at.rita))
    assert listed() == [("moved_by_bank_alone", payment.reference)]


def test_by_hand_only_that_is_paid_which_the_bank_was_asked_to_pay_and_not_earlier(at: Office) -> None:
    batch_id = drafted(at, "30.00")
    batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    (payment,) = payments_of(batch_id)
    with pytest.raises(Refused) as unsent:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    batches.mark_sent(batch_id=batch_id, **by(at.zane))
    with as_owner():
        Batch.objects.update(pays_on=TODAY + timedelta(1))
    with pytest.raises(Refused) as early:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))

    assert codes(unsent) == ["payment.confirm.not_sent"]
    assert codes(early) == ["payment.confirm.before_its_day"]


def test_who_granted_money_does_not_bring_the_statement_that_moves_it(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    take(at, left(payment.reference, "30.00"))
    forged = bank_statement.read(statement([came_back(payment.reference, "30.00")], number="2"))
    with pytest.raises(Refused) as refusal:
        statements.take(read=forged, **by(at.coordinator))

    assert codes(refusal) == ["bank_statement.take.granted_it"]
    assert booked() == ["pay"]
