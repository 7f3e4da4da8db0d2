"""The claims behind a sum of compensations in a package, each by its number alone: no learner is named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.rules.claims import claim_code
from pumpurs.programme.reporting.models import Package
from pumpurs.programme.reporting.preconditions.taking import lines_taken, lines_to_take


@dataclass(frozen=True)
class ClaimBehind:
    """A claim by its number, with what the package accounts for of it, in euros."""

    id: UUID
    code: str
    granted_eur: Decimal
    paid_eur: Decimal


def claims_behind(
    *, viewer: Viewer, package: Package, frozen: bool, institution_id: UUID, kind: str, number: int = 1
) -> Page[ClaimBehind]:
    """Claims of one institution and kind that a package took, or would take along; 50 to a page, one statement.

    Their amounts add up to the line of the package.
    """
    lines = (
        lines_taken(viewer, package) if frozen else lines_to_take(viewer, package.partner_id, package.month)
    )
    of_line = lines.filter(institution_id=institution_id, kind=kind).order_by("claim__number")
    grouped: QuerySet[Any, Any] = of_line.values("claim_id", "claim__number")
    summed = grouped.annotate(granted=Sum("granted_eur"), paid=Sum("paid_eur"))
    return paged(summed, number, _claim)


def _claim(row: dict[str, Any]) -> ClaimBehind:
    return ClaimBehind(row["claim_id"], claim_code(row["claim__number"]), row["granted"], row["paid"])
