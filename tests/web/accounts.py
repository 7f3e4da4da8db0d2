"""Accounting in the tests of every page: a package, a statement, a payment claim and a sample, put there as owner."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from pumpurs.foundation import files
from pumpurs.foundation.visibility import job_viewer
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.models import (
    Package,
    PackageVersion,
    PaymentClaim,
    Sample,
    SampleEvidence,
    SampleItem,
    Statement,
    Taken,
)
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.rules import SESSION, sum_of
from tests.papers import pdf

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
PDF = pdf("evidence")
MONTHS = {"first_month": "2026-10", "last_month": "2026-10"}
NOTHING: dict[str, list[Any]] = {"sheets": [], "hours": [], "compensations": []}


def _anybody() -> Account:
    return Account.objects.order_by("id")[0]


def package_at(place: Institution, state: str = "open") -> Package:
    """The partner's package of October, accepted ones with a version of nothing."""
    package, _new = Package.objects.get_or_create(
        partner_id=place.partner_id, month="2026-10",
        defaults={"state": state, "opened_at": NOW, "due_on": date(2026, 11, 13)},
    )  # fmt: skip
    if state == "accepted" and package.version == 0:
        package.state, package.version = state, 1
        package.save(update_fields=["state", "version"])
        PackageVersion.objects.create(
            package=package, partner_id=place.partner_id, number=1, content=NOTHING, rulebook="x", minutes=0,
            hours_eur=0, granted_eur=0, paid_eur=0, frozen_at=NOW,
        )  # fmt: skip
    return package


def statement_at(place: Institution) -> Statement:
    """The partner's statement of October, of nothing."""
    there = Statement.objects.filter(partner_id=place.partner_id).first()
    return there or Statement.objects.create(
        partner_id=place.partner_id, content={"packages": [], "institutions": []},
        drafted_by=_anybody(), drafted_at=NOW, **MONTHS,
    )  # fmt: skip


def payment_claim() -> PaymentClaim:
    """The programme's first payment claim."""
    there = PaymentClaim.objects.first()
    return there or PaymentClaim.objects.create(number=9_001, drafted_by=_anybody(), drafted_at=NOW, **MONTHS)


def drawn_at(place: Institution) -> SampleItem:
    """A drawn sheet of the place."""
    there = SampleItem.objects.filter(institution=place).first()
    if there is not None:
        return there
    sample = Sample.objects.create(
        way="random", seed="1", size=1, population=1, population_sha256="0" * 64, rulebook="x", drawn_by=_anybody(),
        drawn_at=NOW, **MONTHS,
    )  # fmt: skip
    return SampleItem.objects.create(
        sample=sample, place=1, kind="sheet", record_id=uuid4(), partner_id=place.partner_id, institution=place,
        month="2026-10", amount_eur=Decimal("12.00"), weight=1,
    )  # fmt: skip


def evidence_at(place: Institution) -> UUID:
    """A scan of the drawn record."""
    item = drawn_at(place)
    there = SampleEvidence.objects.filter(item=item).first()
    if there is None:
        viewer = job_viewer("test")
        file = files.keep_scan(
            PDF, about="evidence", viewer=viewer, now=NOW, learner_id=None, institution_id=None
        )
        there = SampleEvidence.objects.create(item=item, file=file, added_at=NOW)
    return there.id


def _place(learner: Learner) -> Institution:
    if learner.institution is None:
        raise LookupError(learner)
    return learner.institution


def accepted_package(learner: Learner) -> dict[str, Any]:
    """A package that a statement can add up."""
    package_at(_place(learner), "accepted")
    return {}


def something_to_draw(learner: Learner) -> dict[str, Any]:
    """An accepted package that holds a sheet."""
    place = _place(learner)
    package = package_at(place, "accepted")
    sheet = Sheet.objects.create(
        provider=_anybody(), appointment_id=uuid4(), institution=place, partner_id=place.partner_id, month="2026-10",
        position="teacher", state="sent", opened_at=NOW,
        sums=[sum_of(SESSION, "teacher", date(2026, 10, 12), 60).kept()],
    )  # fmt: skip
    Taken.objects.create(package=package, partner_id=place.partner_id, what="sheet", record_id=sheet.id)
    return {}
