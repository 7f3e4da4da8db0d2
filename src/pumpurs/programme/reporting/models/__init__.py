"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.reporting.models.budget import BudgetLine, BudgetWarning
from pumpurs.programme.reporting.models.package import (
    Package,
    PackageComment,
    PackageStep,
    PackageVersion,
    Taken,
)
from pumpurs.programme.reporting.models.proof import Reconciliation
from pumpurs.programme.reporting.models.sample import Sample, SampleEvidence, SampleItem
from pumpurs.programme.reporting.models.statement import PaymentClaim, Statement

__all__ = [
    "BudgetLine",
    "BudgetWarning",
    "Package",
    "PackageComment",
    "PackageStep",
    "PackageVersion",
    "PaymentClaim",
    "Reconciliation",
    "Sample",
    "SampleEvidence",
    "SampleItem",
    "Statement",
    "Taken",
]
