"""Granted claims and the hands through which their money goes: the stage for tests of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.compensations.actions import batches, partner_accounts
from pumpurs.programme.compensations.models import (
    Allowance,
    Batch,
    Claim,
    LedgerLine,
    PartnerAccount,
    Payee,
    Payment,
)
from pumpurs.programme.compensations.preconditions.payments import order_of
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PAYEE, content_seal, masked
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, make_institution, make_partner, viewer_for

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
OUR_IBAN = "LV80BANK0000435195001"
PAYEE_IBAN = "LV97HABA0012345678910"
_number = count(500_001)


@dataclass(frozen=True)
class Office:
    """Who handles the money of Cēsis: two accountants, the coordinator who grants, the school that checks."""

    partner: Partner
    school: Institution
    zane: Viewer
    rita: Viewer
    coordinator: Viewer
    checker: Viewer
    manager: Viewer
    stranger: Viewer
    head: Viewer


def office() -> Office:
    """Everybody in place; no account and no claim yet."""
    with as_owner():
        cesis, elsewhere = make_partner(), make_partner("Talsu novads", code="LV-097")
        school = make_institution(partner=cesis)
        return Office(
            cesis, school,
            zane=_person(Role.ACCOUNTANT, cesis, "Zane Krūmiņa"),
            rita=_person(Role.ACCOUNTANT, cesis, "Rita Saulīte"),
            coordinator=_person(Role.MUNICIPAL_COORDINATOR, cesis, "Māra Vītola"),
            checker=_person(Role.INSTITUTION_COORDINATOR, school, "Dace Egle"),
            manager=_person(Role.PROGRAMME_MANAGER, None, "Sandra Priede"),
            stranger=_person(Role.ACCOUNTANT, elsewhere, "Inta Pīlādze"),
            head=_person(Role.HEAD, school, "Pēteris Kļava"),
        )  # fmt: skip


def _person(role: Role, place: Any, name: str) -> Viewer:
    return viewer_for(appoint(role, place, name=name), today=TODAY)


def by(viewer: Viewer, *, hours: int = 0) -> dict[str, Any]:
    """The wall raised for the viewer, and what every verb is given."""
    raise_wall(viewer)
    return {"viewer": viewer, "now": NOW + timedelta(hours=hours)}


def with_account(at: Office, number: str = OUR_IBAN) -> UUID:
    """The partner pays from an account that Zane told and Rita signed."""
    told = partner_accounts.tell(holder_name="Cēsu novada pašvaldība", iban=number, **by(at.zane))
    partner_accounts.sign(account_id=told, **by(at.rita))
    return told


def granted(at: Office, *sums: str, period: str = "2026-10") -> list[Claim]:
    """One granted claim of meals for each sum, each of another learner, with ledger and allowance."""
    with as_owner():
        author = Account.objects.get(pk=at.checker.account_id)
        return [_claim(at, author, Decimal(one), period) for one in sums]


def _claim(at: Office, author: Account, amount: Decimal, period: str) -> Claim:
    number = next(_number)
    learner = Learner.objects.create(
        given_name="Jānis",
        family_name=f"Ozols {number}",
        birth_date=date(2013, 3, 14),
        institution=at.school,
        grade=7,
    )
    plan = Plan.objects.create(
        number=number, learner=learner, institution=at.school, partner=at.partner, semester="2026/1", grade=7,
        author=author, since=date(2026, 9, 1), until=date(2026, 12, 19), created_at=NOW, state="approved",
    )  # fmt: skip
    where = {"institution_id": at.school.id, "partner_id": at.partner.id}
    payee = Payee.objects.create(
        learner=learner, holder_name=f"Ilze Ozola {number}", sealed_iban=seal(PAYEE_IBAN, about=ABOUT_PAYEE),
        masked_iban=masked(PAYEE_IBAN), index=blind_index(PAYEE_IBAN, about=ABOUT_PAYEE), told_at=NOW, **where,
    )  # fmt: skip
    claim = Claim.objects.create(
        number=number, learner=learner, plan=plan, measure_id=uuid4(), institution=at.school, partner=at.partner,
        kind="meals", period=period, service_on=date(2026, 10, 12), documented_eur=amount, granted_eur=amount,
        way="school", state="granted", payee=payee, form_key=uuid4(), filed_at=NOW, waiting_since=NOW,
        checked_by_id=at.checker.account_id, checked_at=NOW, granted_by_id=at.coordinator.account_id, granted_at=NOW,
    )  # fmt: skip
    Allowance.objects.create(
        learner=learner,
        kind="meals",
        period=period,
        cap_eur=Decimal("70.00"),
        granted_eur=amount,
        opened_at=NOW,
    )
    LedgerLine.objects.create(
        claim=claim, learner_id=learner.id, kind="meals", period=period, what="grant", granted_eur=amount,
        paid_eur=Decimal(0), booked_on=date(2026, 11, 2), at=NOW, by_id=at.coordinator.account_id,
        key=f"grant:{claim.id}:0", **where,
    )  # fmt: skip
    return claim


def drafted(at: Office, *sums: str, viewer: Viewer | None = None) -> UUID:
    """A batch of new claims of these sums, to be paid today; the partner's account stands."""
    with as_owner():
        stands = PartnerAccount.objects.filter(partner=at.partner, signed_at__isnull=False).exists()
    if not stands:
        with_account(at)
    claims = granted(at, *sums) if sums else None
    ids = None if claims is None else [one.id for one in claims]
    return batches.draft(form_key=uuid4(), claim_ids=ids, pays_on=TODAY, **by(viewer or at.zane))


def seen(batch_id: UUID) -> str:
    """What stands on the page where a batch is signed."""
    return content_seal(order_of(Batch.objects.get(pk=batch_id)))


def signed(at: Office, *sums: str, viewer: Viewer | None = None) -> UUID:
    """A batch that Rita signed."""
    batch_id = drafted(at, *sums)
    batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(viewer or at.rita))
    return batch_id


def sent(at: Office, *sums: str) -> UUID:
    """A batch whose file was given to the bank."""
    batch_id = signed(at, *sums)
    batches.mark_sent(batch_id=batch_id, **by(at.zane))
    return batch_id


def payments_of(batch_id: UUID) -> list[Payment]:
    """The payments of a batch, in order of their line."""
    with as_owner():
        rows = Payment.objects.filter(batch_id=batch_id).select_related("claim")
        return sorted(rows, key=lambda one: (len(one.reference), one.reference))


def books() -> dict[str, Decimal]:
    """Sums that must agree: granted by ledger, allowances, claims; paid by ledger and by payments."""
    with as_owner():
        lines = list(LedgerLine.objects.values_list("granted_eur", "paid_eur"))
        back = sum((-g for g, p in lines if p < 0), Decimal(0))
        confirmed = Payment.objects.filter(confirmed_on__isnull=False).values_list("amount_eur", flat=True)
        return {
            "ledger": sum((granted for granted, _ in lines), Decimal(0)),
            "allowances": sum(Allowance.objects.values_list("granted_eur", flat=True), Decimal(0)),
            "claims": sum(Claim.objects.values_list("granted_eur", flat=True), Decimal(0)),
            "paid": sum((paid for _, paid in lines), Decimal(0)) + back,
            "left_the_account": sum(confirmed, Decimal(0)),
        }
