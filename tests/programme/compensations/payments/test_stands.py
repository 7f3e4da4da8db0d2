"""The bank paid what was noted as returned: the books follow the bank, or two people say where the money is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.compensations.actions import settling, statements
from pumpurs.programme.compensations.models import Allowance, BankLine, Claim, LedgerLine, Payment
from pumpurs.programme.compensations.queries.batches import one_payment
from pumpurs.programme.compensations.queries.money_back import questions, what_waits
from pumpurs.programme.learners.models import Guardian
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import came_back, left
from tests.programme.compensations.money import TODAY, Office, by, office, payments_of, sent
from tests.programme.compensations.payments.test_held import (
    HELD_DAYS,
    granted_again,
    listed,
    ready_in,
    take,
)
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(1)


@pytest.fixture
def at() -> Office:
    return office()


def paid_though_returned(at: Office, eur: str = "30.00", *, confirmed: bool = False) -> Payment:
    """Said by hand to be back, and told by the bank to have left a day later."""
    (payment,) = payments_of(sent(at, eur))
    if confirmed:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.zane))
    take(at, at.zane, left(payment.reference, eur, day=TOMORROW), days=1)
    return payment


def stand(at: Office, payment: Payment, viewer: Viewer | None = None) -> None:
    settling.stand(payment_id=payment.id, **by(viewer or at.rita, hours=24))


def books(payment: Payment) -> tuple[str, str, Decimal, Decimal]:
    """State of payment and claim, what is granted, what is paid."""
    with as_owner():
        found = Payment.objects.select_related("claim").get(pk=payment.pk)
        paid = LedgerLine.objects.filter(claim=found.claim).values_list("paid_eur", flat=True)
        allowance = Allowance.objects.get(learner_id=found.learner_id)
    assert allowance.granted_eur == found.claim.granted_eur
    return found.state, found.claim.state, found.claim.granted_eur, sum(paid, Decimal(0))


def refused(step: object, *args: object) -> list[str]:
    with pytest.raises(Refused) as refusal:
        step(*args)  # type: ignore[operator]
    return codes(refusal)


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_books_follow_the_bank(at: Office, confirmed: bool) -> None:
    payment = paid_though_returned(at, confirmed=confirmed)
    assert listed() != []

    for _turn in range(2):
        stand(at, payment)

    assert books(payment) == ("confirmed", "paid", Decimal("30.00"), Decimal("30.00"))
    assert listed() == []
    with as_owner():
        claim = Claim.objects.get(pk=payment.claim_id)
    assert claim.granted_by_id == at.coordinator.account_id


def test_a_claim_that_was_granted_anew_stands_by_what_the_bank_paid(at: Office) -> None:
    payment = paid_though_returned(at)
    with as_owner():
        Allowance.objects.update(granted_eur=Decimal("30.00"))
        LedgerLine.objects.create(
            claim_id=payment.claim_id, learner_id=payment.learner_id, institution_id=payment.institution_id,
            partner_id=payment.partner_id, kind="meals", period="2026-10", what="grant",
            granted_eur=Decimal("30.00"), paid_eur=Decimal(0), booked_on=TODAY,
            at=by(at.rita)["now"], by_id=at.coordinator.account_id, key=f"grant:{payment.claim_id}:2",
        )  # fmt: skip
    granted_again(at, payment.claim_id)

    stand(at, payment)

    assert books(payment) == ("confirmed", "paid", Decimal("30.00"), Decimal("30.00"))
    assert listed() == []


def test_what_stood_after_all_can_come_back_by_the_bank_and_be_asked_back(at: Office) -> None:
    payment = paid_though_returned(at)
    stand(at, payment)
    take(at, at.zane, came_back(payment.reference, "30.00", day=TODAY + timedelta(2)), days=2)

    assert books(payment) == ("returned", "filed", Decimal(0), Decimal(0))
    assert listed() == []


def test_only_where_the_bank_says_so_and_by_who_did_not_grant_it(at: Office) -> None:
    (unsaid,) = payments_of(sent(at, "12.00"))
    settling.return_payment(payment_id=unsaid.id, returned_on=TODAY, return_code="AC04", **by(at.zane))
    assert refused(stand, at, unsaid) == ["payment.stand.bank_does_not_say_so"]

    payment = paid_though_returned(at)
    assert refused(stand, at, payment, at.coordinator) == ["payment.stand.granted_it"]
    with as_owner():
        Guardian.objects.create(
            learner_id=payment.learner_id, account_id=at.rita.account_id, name="Rita Saulīte",
            relation="mother", since=TODAY,
        )  # fmt: skip
    assert refused(stand, at, payment) == ["payment.stand.of_the_own_family"]
    with pytest.raises(Payment.DoesNotExist):
        stand(at, payment, at.stranger)


@pytest.mark.parametrize("lines", [("other",), ("left", "back"), ("left", "again")])
def test_what_comes_to_nothing_or_to_another_sum_does_not_stand(at: Office, lines: tuple[str, ...]) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.zane))
    told = {
        "other": left(payment.reference, "29.00", day=TOMORROW),
        "left": left(payment.reference, "30.00", day=TOMORROW),
        "again": left(payment.reference, "30.00", bank="D-2", day=TOMORROW),
        "back": came_back(payment.reference, "30.00", day=TOMORROW),
    }
    take(at, at.zane, *(told[one] for one in lines), days=1)

    assert refused(stand, at, payment) == ["payment.stand.bank_does_not_say_so"]


def another_has_the_cap(payment: Payment, at: Office) -> None:
    """Another claim of the same learner, kind and period took what the return had freed."""
    granted_again(at, payment.claim_id, another=True)
    with as_owner():
        Allowance.objects.filter(learner_id=payment.learner_id).update(granted_eur=Decimal("70.00"))


def the_line(payment: Payment) -> BankLine:
    with as_owner():
        return BankLine.objects.get(payment=payment)


def test_where_the_cap_is_taken_two_people_say_where_the_money_is(at: Office) -> None:
    payment = paid_though_returned(at)
    line = the_line(payment)
    another_has_the_cap(payment, at)

    def settle(viewer: Viewer, why: str = "Ģimene atmaksā līdz 15. decembrim.") -> None:
        statements.settle_line(line_id=line.id, why=why, **by(viewer, hours=24))

    def wait(viewer: Viewer) -> tuple[int, int]:
        with looking_as(viewer):
            waits = asked(what_waits(viewer=viewer, today=TODAY))
            return len(questions(viewer=viewer, page=1).items), waits.questions

    assert refused(stand, at, payment) == ["payment.stand.no_room"]
    assert refused(settle, at.rita) == ["bank_line.settle.not_answered"]
    statements.answer(line_id=line.id, words="Banka samaksāja.", **by(at.zane, hours=24))
    assert wait(at.rita) == (1, 1)
    assert refused(settle, at.zane) == ["bank_line.settle.answered_it"]
    assert refused(settle, at.coordinator) == ["bank_line.settle.granted_it"]
    assert refused(settle, at.rita, " ") == ["bank_line.settle.says_nothing"]
    assert "moved_by_bank_alone" in listed()

    settle(at.rita)

    assert "moved_by_bank_alone" not in listed()
    assert wait(at.rita) == (0, 0)
    assert refused(settle, at.rita) == ["bank_line.settle.not_answered"]


def test_money_that_can_be_booked_is_not_talked_away(at: Office) -> None:
    payment = paid_though_returned(at)
    line = the_line(payment)
    statements.answer(line_id=line.id, words="Banka samaksāja.", **by(at.zane, hours=24))

    def settle() -> None:
        statements.settle_line(line_id=line.id, why="Nekas.", **by(at.rita, hours=24))

    assert refused(settle) == ["bank_line.settle.book_it"]
    assert ready_in(at, HELD_DAYS) == 0
    stand(at, payment)
    assert refused(settle) == ["bank_line.settle.not_answered"]
    assert listed() == []


def test_who_may_book_it_is_offered_it(at: Office) -> None:
    payment = paid_though_returned(at)

    def offered(viewer: Viewer) -> tuple[bool, bool]:
        with looking_as(viewer):
            found = one_payment(viewer=viewer, payment_id=payment.id, today=TODAY)
            (line,) = questions(viewer=viewer, page=1).items
        return "stand" in found.open_steps, line.to_book

    assert offered(at.rita) == (True, True)
    assert offered(at.coordinator) == (False, True)
    assert offered(at.manager)[0] is False


def test_money_that_left_twice_is_settled_by_two_and_the_claim_stays_paid_once(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    take(
        at, at.zane, left(payment.reference, "30.00"), left(payment.reference, "30.00", day=TOMORROW), days=1
    )
    with as_owner():
        line = BankLine.objects.get(why="paid_twice")
    statements.answer(line_id=line.id, words="Banka kļūdījās.", **by(at.zane, hours=24))
    statements.settle_line(line_id=line.id, why="Banka atmaksās.", **by(at.rita, hours=24))

    assert books(payment) == ("confirmed", "paid", Decimal("30.00"), Decimal("30.00"))
    assert listed() == []
