"""The bank's statement confirms and returns payments; whatever comes twice, late or in parts changes nothing more."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions import settling, statements
from pumpurs.programme.compensations.models import BankLine, Batch, Claim, LedgerLine, Payment
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.programme.compensations.rules.bank_statement import StatementRead
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import (
    PAYEE_IBAN,
    TODAY,
    Office,
    books,
    by,
    drafted,
    office,
    payments_of,
    sent,
    signed,
)
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
SUMS = ("30.00", "12.35", "7.00")


@pytest.fixture
def at() -> Office:
    return office()


def read(*entries: Entry, **more: str) -> StatementRead:
    return bank_statement.read(statement(entries, **more))


def take(viewer: Viewer, *entries: Entry, **more: str) -> statements.Taken:
    return statements.take(read=read(*entries, **more), **by(viewer))


def states(batch_id: UUID) -> list[str]:
    return [one.state for one in payments_of(batch_id)]


def lines() -> list[tuple[str, Decimal, Decimal]]:
    with as_owner():
        rows = LedgerLine.objects.exclude(what="grant").order_by("key")
        return sorted(rows.values_list("what", "granted_eur", "paid_eur"))


def unknown() -> list[tuple[str, str]]:
    with as_owner():
        return sorted(BankLine.objects.filter(outcome="unknown").values_list("reference", "why"))


def agree() -> bool:
    found = books()
    granted = {found["ledger"], found["allowances"], found["claims"]}
    return len(granted) == 1 and found["paid"] == found["left_the_account"]


def test_money_that_left_confirms_payments_and_settles_the_batch(at: Office) -> None:
    batch_id = sent(at, *SUMS)
    one, two, three = payments_of(batch_id)
    told = take(at.zane, left(one.reference, "30.00"), left(two.reference, "12.35"))
    assert (told.confirmed, told.unknown) == (2, 0)
    with as_owner():
        assert Batch.objects.get(pk=batch_id).state == "sent"

    take(at.zane, left(three.reference, "7.00"), number="next")
    with as_owner():
        assert Batch.objects.get(pk=batch_id).state == "settled"
        assert set(Claim.objects.values_list("state", flat=True)) == {"paid"}
    assert books()["paid"] == Decimal("49.35")
    assert agree()


def test_money_that_came_back_gives_the_allowance_its_euros_and_the_claim_its_check(at: Office) -> None:
    batch_id = sent(at, "30.00")
    (payment,) = payments_of(batch_id)
    take(at.zane, left(payment.reference, "30.00"))
    take(at.zane, came_back(payment.reference, "30.00"), number="next")

    (payment,) = payments_of(batch_id)
    assert (payment.state, payment.return_code, payment.claim.state) == ("returned", "AC04", "filed")
    assert payment.claim.granted_by_id is None
    assert books()["allowances"] == books()["ledger"] == 0
    assert agree()


def test_a_statement_of_a_batch_that_nobody_called_sent_settles_it_all_the_same(at: Office) -> None:
    batch_id = signed(at, "30.00")
    take(at.zane, left(payments_of(batch_id)[0].reference, "30.00"))

    with as_owner():
        assert Batch.objects.get(pk=batch_id).state == "settled"


def test_the_same_file_and_the_same_line_in_another_file_change_nothing(at: Office) -> None:
    batch_id = sent(at, *SUMS)
    one, two, _ = payments_of(batch_id)
    take(at.zane, left(one.reference, "30.00"))
    before = lines()

    again = take(at.rita, left(one.reference, "30.00"))
    assert (again.confirmed, again.known) == (0, 1)
    assert lines() == before
    longer = take(at.zane, left(one.reference, "30.00"), left(two.reference, "12.35"), number="longer")
    assert (longer.confirmed, longer.known) == (1, 1)
    assert books()["paid"] == Decimal("42.35")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (left("PMP1N1", "30.00"), "no_payment"),
        (left("{own}", "29.99"), "other_amount"),
        (came_back("{own}", "15.00"), "other_amount"),
    ],
)
def test_what_does_not_fit_is_a_question_and_moves_no_money(at: Office, entry: Entry, why: str) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    asked = Entry(entry.reference.replace("{own}", payment.reference), entry.amount, entry.bank)
    told = take(at.zane, asked)

    assert told.unknown == 1
    assert unknown() == [(asked.reference, why)]
    assert lines() == []
    assert states(payment.batch_id) == ["waiting"]


def test_a_payment_of_a_batch_that_was_not_signed_is_a_question(at: Office) -> None:
    (payment,) = payments_of(drafted(at, "30.00"))
    take(at.zane, left(payment.reference, "30.00"))

    assert unknown() == [(payment.reference, "not_signed")]
    assert lines() == []


def test_money_that_left_twice_is_paid_once_and_asked_about(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    take(at.zane, left(payment.reference, "30.00", "A"), left(payment.reference, "30.00", "B"))

    assert unknown() == [(payment.reference, "paid_twice")]
    assert books()["paid"] == Decimal("30.00")


def test_an_unknown_line_is_answered_with_words_and_asks_no_more(at: Office) -> None:
    sent(at, "30.00")
    take(at.zane, left("PMP1N1", "5.00"))
    with as_owner():
        line_id = BankLine.objects.get().id
    with pytest.raises(Refused) as silent:
        statements.answer(line_id=line_id, words=" ", **by(at.zane))
    assert codes(silent) == ["bank_line.answer.says_nothing"]

    statements.answer(line_id=line_id, words="Maksāts no vecās sistēmas.", **by(at.rita))
    assert unknown() == []
    with pytest.raises(Refused) as twice:
        statements.answer(line_id=line_id, words="Vēlreiz.", **by(at.rita))
    assert codes(twice) == ["bank_line.answer.not_unknown"]


def test_a_foreign_account_a_foreign_hand_and_a_coming_day_are_refused(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    entry = left(payment.reference, "30.00")
    with pytest.raises(Refused) as account:
        take(at.zane, entry, iban=PAYEE_IBAN)
    with pytest.raises(Refused) as stranger:
        take(at.stranger, entry)
    with pytest.raises(Refused) as manager:
        take(at.manager, entry)
    with pytest.raises(Refused) as tomorrow:
        take(at.zane, left(payment.reference, "30.00", day=TODAY + timedelta(1)))

    assert codes(account) == codes(stranger) == ["bank_statement.take.other_account"]
    assert codes(manager) == ["batch.draft.not_yours"]
    assert codes(tomorrow) == ["bank_statement.take.in_future"]
    assert lines() == []


def test_by_hand_a_payment_is_confirmed_and_returned_once_each(at: Office) -> None:
    one, two, three = payments_of(sent(at, *SUMS))
    assert settling.confirm(payment_ids=[one.id, two.id], paid_on=TODAY, **by(at.zane)) == 2
    assert settling.confirm(payment_ids=[one.id], paid_on=TODAY, **by(at.rita)) == 0
    for _turn in range(2):
        settling.return_payment(payment_id=one.id, returned_on=TODAY, return_code="AC01", **by(at.rita))
    settling.return_payment(payment_id=three.id, returned_on=TODAY, return_code="AC04", **by(at.rita))

    assert states(one.batch_id) == ["returned", "confirmed", "returned"]
    assert [what for what, _, _ in lines()] == ["pay", "pay", "return", "reverse"]
    assert agree()
    take(
        at.zane,
        left(one.reference, "30.00"),
        came_back(one.reference, "30.00"),
        left(three.reference, "7.00"),
    )
    assert unknown() == [(three.reference, "paid_though_ended")]
    assert len(lines()) == 4


def test_by_hand_needs_a_reason_and_a_day_that_was(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    with pytest.raises(Refused) as code:
        settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="??", **by(at.rita))
    with pytest.raises(Refused) as day:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY + timedelta(1), **by(at.zane))
    with pytest.raises(Refused) as manager:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.manager))
    with pytest.raises(Payment.DoesNotExist):
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.head))

    assert codes(code) == ["payment.return.no_reason"]
    assert codes(day) == ["payment.confirm.in_future"]
    assert codes(manager) == ["payment.confirm.not_yours"]


@settings(max_examples=8)
@given(data=some.data())
def test_any_order_any_doubling_and_any_cutting_into_files_ends_the_same(data: some.DataObject) -> None:
    with transaction.atomic():
        at = office()
        batch_id = sent(at, *SUMS)
        payments = payments_of(batch_id)
        bounced = data.draw(some.sets(some.sampled_from(range(3))))
        entries = [left(one.reference, one.amount_eur) for one in payments]
        entries += [came_back(payments[turn].reference, payments[turn].amount_eur) for turn in bounced]
        stream = data.draw(some.permutations(entries + data.draw(some.lists(some.sampled_from(entries)))))
        cuts = sorted(data.draw(some.sets(some.integers(1, len(stream)))) | {len(stream)})
        for first, end in zip([0, *cuts], cuts, strict=False):
            take(at.zane, *stream[first:end], number=uuid4().hex)

        assert states(batch_id) == ["returned" if turn in bounced else "confirmed" for turn in range(3)]
        assert [what for what, _, _ in lines()] == ["pay"] * 3 + ["return"] * len(bounced)
        assert unknown() == []
        assert agree()
        assert books()["paid"] == sum(map(Decimal, SUMS))
        with as_owner():
            assert Batch.objects.get(pk=batch_id).state == "settled"
            assert not Payment.objects.filter(state="waiting").exists()
        transaction.set_rollback(True)
