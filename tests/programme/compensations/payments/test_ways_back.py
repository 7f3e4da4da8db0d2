"""Whatever comes back (a claim from a batch, money from bank or family) can go on: nothing is stuck or doubled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.compensations.actions import (
    account,
    batches,
    deciding,
    recoveries,
    settling,
    statements,
)
from pumpurs.programme.compensations.models import BankLine, Claim, Payee, Recovery
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import came_back, left, statement
from tests.programme.compensations.money import (
    PAYEE_IBAN,
    TODAY,
    Office,
    by,
    drafted,
    office,
    payments_of,
    sent,
)
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
NEW_IBAN = "LV11HABA0551000000013"


@pytest.fixture
def at() -> Office:
    return office()


def tell(at: Office, claim: Claim, number: str = NEW_IBAN) -> bool:
    return account.tell_account(
        plan_id=claim.plan_id, holder_name="Ilze Ozola", number=number, **by(at.checker, hours=1)
    )


def standing(claim_id: UUID) -> tuple[str, bool, Decimal]:
    """State, whether its account is in force, granted euros."""
    with as_owner():
        claim = Claim.objects.select_related("payee").get(pk=claim_id)
        assert claim.payee is not None
        return claim.state, claim.payee.replaced_at is None, claim.granted_eur


def proven() -> bool:
    """All books agree, but for what was said by hand and no statement bears out."""
    viewer = job_viewer("proof")
    with looking_as(viewer):
        return {one.what for one in differences(viewer=viewer)} <= {
            "returned_without_bank",
            "never_left_without_bank",
        }


@pytest.mark.parametrize("way", ["take_out", "dissolve"])
def test_an_account_told_while_in_a_batch_is_given_to_the_claim_that_comes_out_of_it(
    at: Office, way: str
) -> None:
    (payment,) = payments_of(batch_id := drafted(at, "30.00"))
    assert tell(at, payment.claim)
    assert standing(payment.claim_id)[:2] == ("in_batch", False)

    if way == "take_out":
        batches.take_out(payment_id=payment.id, **by(at.zane))
    else:
        batches.dissolve(batch_id=batch_id, **by(at.zane))

    assert standing(payment.claim_id) == ("filed", True, Decimal(0))
    assert proven()


def test_an_account_told_after_payment_is_given_to_the_claim_whose_money_bounces(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    tell(at, payment.claim)
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))

    assert standing(payment.claim_id) == ("filed", True, Decimal(0))
    assert proven()


def replaced(claim: Claim) -> None:
    """Another account is in force, though the claim holds the one before."""
    with as_owner():
        row = Payee.objects.get(learner_id=claim.learner_id)
        Payee.objects.filter(pk=row.pk).update(replaced_at=row.told_at)
        row.pk = uuid4()
        row.save(force_insert=True)


@pytest.mark.parametrize("state", ["filed", "granted"])
def test_telling_the_same_account_again_frees_a_claim_that_holds_an_older_one(at: Office, state: str) -> None:
    (payment,) = payments_of(drafted(at, "30.00"))
    batches.take_out(payment_id=payment.id, **by(at.zane))
    if state == "filed":
        deciding.reverse(claim_id=payment.claim_id, note="Kļūda.", **by(at.coordinator))
    tell(at, payment.claim)
    with as_owner():
        claim = Claim.objects.get(pk=payment.claim_id)
        Claim.objects.filter(pk=claim.pk).update(payee=payment.payee_id)

    assert tell(at, claim) is True
    assert standing(claim.id)[:2] == ("filed", True)
    assert tell(at, claim) is False


def test_a_claim_with_an_older_account_is_not_checked(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))
    replaced(payment.claim)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=payment.claim_id, **by(at.checker, hours=1))

    assert "claim.check.account_replaced" in codes(refusal)


def refused_check(at: Office, claim_id: UUID) -> list[str]:
    """What the school's check is refused for, but for the plan, which this stage does not hold."""
    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(at.checker, hours=1))
    return [one for one in codes(refusal) if "gave_it_back" in one]


@pytest.mark.parametrize(
    ("code", "refused"),
    [("AC04", ["claim.check.gave_it_back"]), ("MS03", ["claim.check.gave_it_back"]), ("AM05", [])],
)
@pytest.mark.parametrize("number", [NEW_IBAN, PAYEE_IBAN])
def test_a_claim_whose_money_came_back_is_checked_once_an_account_was_told_anew(
    at: Office, code: str, refused: list[str], number: str
) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code=code, **by(at.rita))
    assert refused_check(at, payment.claim_id) == refused

    assert tell(at, payment.claim, number)
    assert refused_check(at, payment.claim_id) == []
    assert tell(at, payment.claim, number) is False


@pytest.mark.parametrize(("number", "again", "earlier"), [(PAYEE_IBAN, True, 0), (NEW_IBAN, False, 1)])
def test_what_the_bank_gave_back_is_still_told_where_the_same_number_is_told_again(
    at: Office, number: str, again: bool, earlier: int
) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    with as_owner():
        Payee.objects.update(holder_name="Ilze Ozola")
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))
    tell(at, payment.claim, number)

    card = one_claim(viewer=by(at.checker)["viewer"], claim_id=payment.claim_id, today=TODAY).account

    assert card is not None
    assert (card.told_again, card.earlier) == (again, earlier)
    assert (card.gave_back_on, card.return_code) == ((TODAY, "AC04") if again else (None, ""))


def asked_back(at: Office, payment: Any, euros: str = "20.00") -> UUID:
    return recoveries.demand(
        claim_id=payment.claim_id,
        demanded_eur=Decimal(euros),
        reason="Kļūda.",
        form_key=uuid4(),
        **by(at.zane),
    )


def receive(at: Office, recovery_id: UUID, euros: str) -> None:
    recoveries.receive(
        recovery_id=recovery_id,
        received_eur=Decimal(euros),
        received_on=TODAY,
        form_key=uuid4(),
        **by(at.rita),
    )


def paid(at: Office) -> Any:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    return payment


def test_what_the_bank_gave_back_is_not_asked_of_the_family_any_more(at: Office) -> None:
    payment = paid(at)
    recovery_id = asked_back(at, payment)
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))

    with as_owner():
        assert Recovery.objects.get().state == "dropped"
    with pytest.raises(Refused) as refusal:
        receive(at, recovery_id, "5.00")
    assert codes(refusal) == ["recovery.receive.not_paid", "recovery.receive.wrong_state"]
    assert proven()


def test_a_return_after_a_receipt_is_refused_by_hand_and_a_question_in_the_statement(at: Office) -> None:
    payment = paid(at)
    (other,) = payments_of(sent(at, "12.35"))
    receive(at, asked_back(at, payment), "5.00")

    with pytest.raises(Refused) as refusal:
        settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))
    assert codes(refusal) == ["payment.return.came_back_already"]

    read = bank_statement.read(
        statement((left(other.reference, "12.35"), came_back(payment.reference, "30.00")))
    )
    told = statements.take(read=read, **by(at.zane))
    assert (told.confirmed, told.returned, told.unknown) == (1, 0, 1)
    with as_owner():
        assert BankLine.objects.get(outcome="unknown").why == "given_back_already"
    assert standing(payment.claim_id)[0] == "paid"
    assert proven()
