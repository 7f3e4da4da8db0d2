"""Payments in the tests of every page: a batch, a payment, a demand, a statement that waits, put there as owner."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from pumpurs.foundation.intake import waiting
from pumpurs.foundation.sealed import blind_index, seal, unseal
from pumpurs.programme.compensations.models import (
    BankLine,
    BankStatement,
    Batch,
    Claim,
    PartnerAccount,
    Payee,
    Payment,
    Recovery,
)
from pumpurs.programme.compensations.preconditions.payments import order_of
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PARTNER, ABOUT_PAYEE, masked, pain
from pumpurs.programme.people.models import Account
from tests.programme.compensations.bank import left, statement

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAYEE_IBAN = "LV97HABA0012345678910"
BANK = UUID("6ad2b1a0-0000-4000-8000-000000000001")


def iban_of(partner_id: UUID) -> str:
    """An account of its own for each partner: no bank has this code."""
    base = f"LV00DEMO{partner_id.int % 10**13:013}"
    letters = "".join(str(int(letter, 36)) for letter in base[4:] + base[:4])
    return f"LV{98 - int(letters) % 97:02}{base[4:]}"


def account_of(partner_id: UUID) -> PartnerAccount:
    """The account in force of a partner."""
    there = PartnerAccount.objects.filter(partner_id=partner_id, replaced_at=None, signed_at__isnull=False)
    if found := there.first():
        return found
    told, signed = Account.objects.order_by("id")[:2]
    number = iban_of(partner_id)
    return PartnerAccount.objects.create(
        partner_id=partner_id, holder_name="Novads", sealed_iban=seal(number, about=ABOUT_PARTNER),
        masked_iban=masked(number), index=blind_index(number, about=ABOUT_PARTNER), told_by=told, told_at=NOW,
        signed_by=signed, signed_at=NOW,
    )  # fmt: skip


def ready(claim: Claim) -> Claim:
    """The claim is granted and its account can be paid."""
    Payee.objects.filter(pk=claim.payee_id or UUID(int=0)).update(
        sealed_iban=seal(PAYEE_IBAN, about=ABOUT_PAYEE)
    )
    claim.granted_eur = claim.documented_eur
    claim.granted_at = NOW
    claim.save(update_fields=["granted_eur", "granted_at"])
    account_of(claim.partner_id)
    return claim


def payment_of(claim: Claim) -> Payment:
    """The claim in a drafted batch."""
    if there := Payment.objects.filter(claim=claim).first():
        return there
    ready(claim)
    held: dict[str, Any] = {
        one: getattr(claim, one) for one in ("learner_id", "institution_id", "partner_id")
    }
    batch = Batch.objects.create(
        number=900_001 + Batch.objects.count(), partner_id=claim.partner_id, pays_on=NOW.date(), form_key=uuid4(),
        account_id=account_of(claim.partner_id).id, payments_count=1, total_eur=claim.granted_eur,
        drafted_by_id=claim.plan.author_id, drafted_at=NOW,  # nobody who signs
    )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(state="in_batch")
    assert claim.payee is not None
    return Payment.objects.create(
        claim=claim, batch=batch, payee=claim.payee, amount_eur=claim.granted_eur,
        reference=f"PMP{batch.number}N1", **held,
    )  # fmt: skip


def signed(claim: Claim) -> Payment:
    """The claim in a signed batch."""
    payment = payment_of(claim)
    batch = payment.batch
    batch.state, batch.signed_at, batch.signed_by = "signed", NOW, Account.objects.order_by("id")[1]
    batch.file_sha256 = hashlib.sha256(pain(order_of(batch))).hexdigest()
    batch.save()
    return payment


def demand_of(claim: Claim) -> Recovery:
    """The claim is paid, and half of it is asked back."""
    if there := Recovery.objects.filter(claim=claim).first():
        return there
    ready(claim)
    Claim.objects.filter(pk=claim.pk).update(state="paid")
    held: dict[str, Any] = {
        one: getattr(claim, one) for one in ("learner_id", "institution_id", "partner_id")
    }
    return Recovery.objects.create(
        claim=claim, demanded_eur=claim.granted_eur / Decimal(2), reason="Kļūda.", form_key=uuid4(),
        demanded_by=Account.objects.order_by("id")[0], demanded_at=NOW, **held,
    )  # fmt: skip


def statement_of(partner_id: UUID) -> bytes:
    """A statement of the partner's account with one question."""
    account_of(partner_id)
    account = PartnerAccount.objects.filter(partner_id=partner_id, replaced_at=None, signed_at__isnull=False)
    assert account.exists()
    return statement([left("PMP1N1", "5.00", day=NOW.date())], iban=_number(account.get()))


def question_at(partner_id: UUID) -> BankLine:
    """A line of a statement that fits no payment and waits for an answer."""
    taken = BankStatement.objects.create(
        partner_id=partner_id, sha256=uuid4().hex, bank_number="2026-1", first_on=NOW.date(), last_on=NOW.date(),
        taken_by=Account.objects.order_by("id")[0], taken_at=NOW,
    )  # fmt: skip
    return BankLine.objects.create(
        statement=taken, partner_id=partner_id, bank_reference=uuid4().hex, booked_on=NOW.date(),
        amount_eur=Decimal("-5.00"), reference="PMP1N1", outcome="unknown", why="no_payment",
    )  # fmt: skip


def _number(account: PartnerAccount) -> str:
    return unseal(account.sealed_iban, about=ABOUT_PARTNER)


def upload_at(partner_id: UUID) -> UUID:
    """A statement of this partner waits to be looked over."""
    upload_id = uuid5(BANK, str(partner_id))
    waiting.drop(upload_id)
    waiting.put(upload_id, [statement_of(partner_id)], name="izraksts.xml")
    return upload_id
