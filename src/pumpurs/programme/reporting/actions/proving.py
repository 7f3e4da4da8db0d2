"""The nightly proof is written down (saskaņošana)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.reporting.models import Reconciliation

MOST_KEPT = 500


@transaction.atomic
def keep_proof(
    *, compared: int, differences: Sequence[dict[str, Any]], viewer: Viewer, now: datetime
) -> None:
    """Keep one run of the proof; of very many differences the first ones, and how many there were."""
    row = Reconciliation(at=now, compared=compared, differences=list(differences[:MOST_KEPT]))
    row.save(force_insert=True)
    details = {"compared": compared, "differences": len(differences)}
    audit.changed(viewer, "reconciliation.keep", row, details=details)
