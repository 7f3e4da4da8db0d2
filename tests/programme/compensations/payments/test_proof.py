"""The ledger of any day, and the proof: one cent altered anywhere is found."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.utils import IntegrityError, ProgrammingError

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.compensations.actions import recoveries, settling, statements
from pumpurs.programme.compensations.models import (
    Allowance,
    BankLine,
    Batch,
    Claim,
    LedgerLine,
    Payment,
    Recovery,
)
from pumpurs.programme.compensations.queries.ledger import ledger_on
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import came_back, left, statement
from tests.programme.compensations.money import (
    TODAY,
    Office,
    by,
    drafted,
    office,
    payments_of,
    sent,
    signed,
)
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
CENT = Decimal("0.01")
PROOF = job_viewer("proof")
SAID_BY_HAND = {"never_left_without_bank"}  # of the rejected one; no statement of a later day yet


@pytest.fixture
def at() -> Office:
    """One batch drafted, one signed, one with a paid, a returned, a rejected and a partly recovered payment."""
    home = office()
    drafted(home, "3.00")
    signed(home, "4.00")
    paid, back, rejected, recovered = payments_of(sent(home, "30.00", "12.00", "7.00", "20.00"))
    settling.confirm(payment_ids=[paid.id, back.id, recovered.id], paid_on=TODAY, **by(home.zane))
    for one in (back, rejected):
        settling.return_payment(payment_id=one.id, returned_on=TODAY, return_code="AC04", **by(home.rita))
    seen = bank_statement.read(statement((left(back.reference, "12.00"), came_back(back.reference, "12.00"))))
    statements.take(read=seen, **by(home.zane))
    asked = recoveries.demand(
        claim_id=recovered.claim_id, demanded_eur=Decimal("15.00"), reason="Kļūda.", form_key=uuid4(),
        **by(home.zane),
    )  # fmt: skip
    recoveries.receive(
        recovery_id=asked, received_eur=Decimal("5.00"), received_on=TODAY, form_key=uuid4(), **by(home.rita)
    )
    return home


def found() -> set[str]:
    raise_wall(PROOF)
    return {one.what for one in differences(viewer=PROOF)}


def test_after_every_kind_of_step_all_books_agree(at: Office) -> None:
    assert found() == SAID_BY_HAND


def test_a_cent_altered_anywhere_is_found(at: Office) -> None:
    alterations = (
        (Allowance.objects.filter(granted_eur__gt=0), {"granted_eur": F("granted_eur") - CENT}, "ledger_of_allowance"),
        (Claim.objects.filter(state="in_batch"), {"granted_eur": F("granted_eur") - CENT}, "ledger_of_claim"),
        (LedgerLine.objects.filter(what="grant"), {"granted_eur": F("granted_eur") + CENT}, "ledger_of_claim"),
        (LedgerLine.objects.filter(what="pay"), {"paid_eur": F("paid_eur") + CENT}, "paid_claim"),
        (Payment.objects.filter(state="confirmed"), {"amount_eur": F("amount_eur") + CENT}, "ledger_of_payment"),
        (Payment.objects.filter(state="returned"), {"amount_eur": F("amount_eur") + CENT}, "returned_payment"),
        (Payment.objects.filter(state="waiting"), {"state": "dropped"}, "payment_of_claim"),
        (Batch.objects.filter(state="signed"), {"total_eur": F("total_eur") + CENT}, "sum_of_batch"),
        (Batch.objects.filter(state="drafted"), {"state": "settled"}, "settled_batch"),
        (Recovery.objects.all(), {"received_eur": F("received_eur") + CENT}, "recovered"),
        (BankLine.objects.filter(amount_eur__gt=0), {"outcome": "unknown"}, "returned_without_bank"),
    )  # fmt: skip
    for rows, change, what in alterations:
        with transaction.atomic():
            with as_owner():
                assert rows.update(**change) >= 1
            assert what in found(), what
            transaction.set_rollback(True)
    assert found() == SAID_BY_HAND


def test_the_ledger_of_a_past_day_knows_nothing_of_what_came_later(at: Office) -> None:
    raise_wall(at.zane)
    yesterday = ledger_on(viewer=at.zane, day=TODAY - timedelta(1))
    today = ledger_on(viewer=at.zane, day=TODAY)

    assert [(one.granted_eur, one.paid_eur) for one in yesterday] == [(Decimal("76.00"), Decimal("0.00"))]
    assert [(one.granted_eur, one.paid_eur) for one in today] == [(Decimal("52.00"), Decimal("45.00"))]
    assert ledger_on(viewer=at.zane, day=date(2026, 11, 1)) == ()
    assert ledger_on(viewer=at.stranger, day=TODAY) == ()


@pytest.mark.parametrize("table", ["ledgerline", "claimstep", "bankstatement"])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
def test_what_is_booked_is_neither_changed_nor_deleted_by_the_web_role(table: str, verb: str) -> None:
    raise_wall(PROOF)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(f"compensations_{table}"))


@pytest.mark.parametrize("table", ["batch", "payment", "recovery", "bankline", "partneraccount"])
def test_no_row_of_money_is_deleted_by_the_web_role(table: str) -> None:
    raise_wall(PROOF)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM compensations_{table}")


def test_the_database_holds_no_second_live_payment_of_a_claim(at: Office) -> None:
    with as_owner():
        payment = Payment.objects.filter(state="confirmed").first()
        assert payment is not None
        payment.id, payment.reference, payment.state = uuid4(), "PMP9N9", "waiting"
        with pytest.raises(IntegrityError, match="one_live_payment_per_claim"), transaction.atomic():
            payment.save(force_insert=True)


def test_no_more_is_asked_back_than_was_paid(at: Office) -> None:
    with as_owner():
        claim = Claim.objects.get(state="paid", documented_eur=Decimal("20.00"))
    with pytest.raises(Refused) as refusal:
        recoveries.demand(
            claim_id=claim.id, demanded_eur=Decimal("5.01"), reason="Vēl.", form_key=uuid4(), **by(at.zane)
        )
    assert codes(refusal) == ["recovery.demand.too_much"]
    recoveries.demand(
        claim_id=claim.id, demanded_eur=Decimal("5.00"), reason="Vēl.", form_key=uuid4(), **by(at.zane)
    )
