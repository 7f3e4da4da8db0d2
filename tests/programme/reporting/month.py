"""October of Cēsis: an hour of Anna's, forty euros of meals, and the hands through which the package goes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Claim, LedgerLine
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.reporting.actions import packages, statements
from pumpurs.programme.reporting.models import Package, PackageVersion
from pumpurs.programme.work.actions import sheet
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, viewer_for
from tests.programme.plans.stage import NOW, Stage, approved, by
from tests.programme.work.workday import closed

OCTOBER = Month(2026, 10)
AFTER = 32  # days from the stage's own: the sixth of November


def accountant(home: Stage) -> Viewer:
    """Zane keeps the books of Cēsis."""
    with as_owner():
        return viewer_for(appoint(Role.ACCOUNTANT, home.school.partner, name="Zane Krūmiņa"))


def sheet_ready(home: Stage) -> UUID:
    """Anna's sheet of October with one hour, approved by the head and the municipality."""
    sheet_id = closed(home, approved(home))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=30))
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=31))
    return sheet_id


def booked(
    home: Stage, *, granted: str = "40.00", paid: str = "40.00", on: date = date(2026, 10, 20)
) -> tuple[LedgerLine, LedgerLine]:
    """A claim of meals for Jānis that was granted and paid."""
    with as_owner():
        plan = Plan.objects.get(learner=home.janis)
        where = {"institution_id": home.school.id, "partner_id": home.school.partner_id}
        claim = Claim.objects.create(
            number=Claim.objects.count() + 700_001, learner=home.janis, plan=plan, measure_id=uuid4(), kind="meals",
            period="2026-10", service_on=date(2026, 10, 12), documented_eur=Decimal(granted), state="paid",
            granted_eur=Decimal(granted), way="school", form_key=uuid4(), filed_at=NOW, **where,
        )  # fmt: skip
        return (
            line(claim, "grant", granted, "0.00", on),
            line(claim, "pay", "0.00", paid, on),
        )


def line(claim: Claim, what: str, granted: str, paid: str, on: date, *, at: datetime = NOW) -> LedgerLine:
    """One more line of a claim. As the owner."""
    return LedgerLine.objects.create(
        claim=claim, learner_id=claim.learner_id, institution_id=claim.institution_id, partner_id=claim.partner_id,
        kind=claim.kind, period=claim.period, what=what, granted_eur=Decimal(granted), paid_eur=Decimal(paid),
        booked_on=on, at=at, key=f"{what}:{uuid4()}",
    )  # fmt: skip


def opened(home: Stage, month: Month = OCTOBER) -> UUID:
    """The coordinator opens the package."""
    return packages.open_package(
        partner_id=home.school.partner_id, month=month, **by(home.coordinator, days=AFTER)
    )


def sent(home: Stage, package_id: UUID, *, days: int = AFTER, said_so: bool = False) -> int:
    """The coordinator sends it."""
    return packages.send(package_id=package_id, said_so=said_so, **by(home.coordinator, days=days))


def accepted(home: Stage) -> UUID:
    """October with an hour and forty euros, sent, checked by the expert, accepted by the manager."""
    sheet_ready(home)
    booked(home)
    package_id = opened(home)
    sent(home, package_id)
    packages.check(package_id=package_id, **by(home.expert, days=AFTER + 1))
    packages.accept(package_id=package_id, **by(home.manager, days=AFTER + 2))
    return package_id


def statement_of(home: Stage) -> UUID:
    """The statement of October, drafted and sent by the coordinator."""
    statement_id = statements.draft(
        partner_id=home.school.partner_id, first=OCTOBER, last=OCTOBER, **by(home.coordinator, days=AFTER + 3)
    )
    statements.send(statement_id=statement_id, **by(home.coordinator, days=AFTER + 3))
    return statement_id


def the_package(package_id: UUID) -> Package:
    """As the database has it."""
    with as_owner():
        return Package.objects.get(pk=package_id)


def frozen(package_id: UUID) -> PackageVersion:
    """What was sent last."""
    with as_owner():
        package = Package.objects.get(pk=package_id)
        return PackageVersion.objects.get(package=package, number=package.version)


def sums(record: Any) -> dict[str, str]:
    """The figures of a statement or payment claim as text."""
    names = ("hours_eur", "compensations_eur", "coordination_eur", "total_eur", "fund_eur", "state_eur")
    return {name: str(getattr(record, name)) for name in names}
