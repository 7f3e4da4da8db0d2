"""A claim of Jānis at Priekuļi and the hands through which it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.compensations.actions import account, deciding, filing
from pumpurs.programme.compensations.actions.filing import Expense
from pumpurs.programme.compensations.models import Allowance, Claim, LedgerLine
from pumpurs.programme.consents.models import Application
from pumpurs.programme.plans.actions import decide, write
from pumpurs.programme.plans.rules import MeasureDraft
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.papers import photo
from tests.programme.people_and_places import make_guardian
from tests.programme.plans.stage import Stage, approve_by_all, by, fill, span, stage, started

SERVICE = date(2026, 10, 12)
IBAN = "LV80 BANK 0000 4351 9500 1"
ANOTHER_IBAN = "LV97HABA0012345678910"
PROOF = photo(b"a ticket")
KINDS = {"meals": "70", "intercity_transport": "30", "overnight": "35", "special_transport": "30"}


@dataclass(frozen=True)
class Place:
    """The stage with a plan in which some compensations were approved."""

    home: Stage
    plan_id: UUID
    mother: Viewer


def compensation(kind: str, amount: str) -> MeasureDraft:
    """So many euros of a kind against absence."""
    return MeasureDraft(
        kind=kind, risks=("unexcused_absence",), span=span(), amount_eur=Decimal(amount),
        expected_result="Nāk uz skolu katru dienu.",
    )  # fmt: skip


def place(home: Stage | None = None) -> Place:
    """Jānis has an approved plan with every compensation that is open to him, and his mother an account."""
    at = home or stage()
    with as_owner():
        Application.objects.update(circumstances=["special_needs"])
        mother = make_guardian(at.janis)
    plan_id = started(at)
    fill(plan_id, at.anna)
    for kind, amount in KINDS.items():
        draft = compensation(kind, amount)
        write.put_measure(plan_id=plan_id, measure_id=None, draft=draft, revision=0, **by(at.anna))
    decide.submit(plan_id=plan_id, **by(at.anna))
    approve_by_all(at, plan_id)
    return Place(at, plan_id, family_of(at, mother.id))


def family_of(at: Stage, link_id: UUID) -> Viewer:
    """The mother, who came by a link."""
    return Viewer(
        link_id, Role.GUARDIAN, Reach(learners=frozenset({at.janis.id})), None, "test", "Ilze", "hash"
    )


def expense(where: Place, euros: str, kind: str = "meals", day: date = SERVICE) -> Expense:
    """So much for a kind on a day."""
    return Expense(where.plan_id, kind, day, Decimal(euros))


def filed(where: Place, euros: str = "25.00", *, viewer: Viewer | None = None, **more: Any) -> UUID:
    """A claim with its proof, filed by who writes the plan: another person than who checks."""
    who = viewer or where.home.anna
    key = more.pop("form_key", None) or uuid4()
    given = expense(where, euros, **more)
    return filing.file_claim(expense=given, proofs=[photo(key.bytes)], form_key=key, **by(who, days=30))


def told(where: Place, number: str = IBAN, *, viewer: Viewer | None = None) -> bool:
    """Who writes the plan tells the account of the mother: another person than who checks."""
    who = viewer or where.home.anna
    return account.tell_account(
        plan_id=where.plan_id, holder_name="Ilze Ozola", number=number, **by(who, days=30)
    )


def checked(where: Place, euros: str = "25.00", **more: Any) -> UUID:
    """A claim that the school's coordinator has checked."""
    claim_id = filed(where, euros, **more)
    told(where)
    deciding.check(claim_id=claim_id, **by(where.home.school_coordinator, days=31))
    return claim_id


def granted(where: Place, euros: str = "25.00", *, whole: bool = True, **more: Any) -> UUID:
    """A claim that the municipality has granted."""
    claim_id = checked(where, euros, **more)
    grant(where, claim_id, whole=whole)
    return claim_id


def grant(where: Place, claim_id: UUID, *, whole: bool = True) -> Decimal:
    """The municipality grants it."""
    return deciding.grant(claim_id=claim_id, whole=whole, **by(where.home.coordinator, days=32))


def now_of(claim_id: UUID) -> Claim:
    """The claim as it stands in the database, whoever looks."""
    with as_owner():
        return Claim.objects.get(pk=claim_id)


def books() -> dict[str, Decimal]:
    """Three sums that must always be one: of the ledger, of the allowances, of the claims."""
    with as_owner():
        ledger = sum((line.granted_eur for line in LedgerLine.objects.all()), Decimal(0))
        allowances = sum((row.granted_eur for row in Allowance.objects.all()), Decimal(0))
        claims = sum((row.granted_eur for row in Claim.objects.all()), Decimal(0))
    return {"ledger": ledger, "allowances": allowances, "claims": claims}
