"""What followed a finding in the rooms below: corrections of a drawn sheet, money of a drawn claim asked back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Sum

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Recovery
from pumpurs.programme.reporting.models import SampleItem
from pumpurs.programme.reporting.rules.sampling import SHEET
from pumpurs.programme.work.models import Correction, Preparation, SheetDecision


@dataclass(frozen=True)
class Mended:
    """One thing that followed: asked | correction (minutes on the sheet `record_id`) | recovery (euros)."""

    what: str
    record_id: UUID
    state: str
    at: datetime
    minutes: int = 0
    demanded_eur: Decimal = Decimal("0.00")
    received_eur: Decimal = Decimal("0.00")
    note: str = ""


def mended(*, viewer: Viewer, item: SampleItem) -> tuple[Mended, ...]:
    """What was asked for and done about a drawn record, the oldest first. At most two statements; no learner in it."""
    found = _of_sheet(viewer, item.record_id) if item.kind == SHEET else _of_claim(viewer, item.record_id)
    return tuple(sorted(found, key=lambda one: one.at))


def _of_sheet(viewer: Viewer, sheet_id: UUID) -> list[Mended]:
    asked = SheetDecision.objects.visible_to(viewer).filter(sheet_id=sheet_id, step="ask_correction")
    rows = Correction.objects.visible_to(viewer).filter(entry__session__sheet_id=sheet_id)
    lines = (
        rows.order_by().values("sheet_id", "sheet__state").annotate(minutes=Sum("paid_delta"), last=Max("at"))
    )
    with_plans = Preparation.objects.visible_to(viewer).filter(corrects__sheet_id=sheet_id).order_by()
    lines = lines.union(
        with_plans.values("sheet_id", "sheet__state").annotate(
            minutes=Sum("minutes"), last=Max("recorded_at")
        ),
        all=True,
    )
    return [Mended("asked", sheet_id, "", one.at, note=one.note) for one in asked] + [
        Mended("correction", one["sheet_id"], one["sheet__state"], one["last"], minutes=one["minutes"])
        for one in lines
    ]


def _of_claim(viewer: Viewer, claim_id: UUID) -> list[Mended]:
    return [
        Mended(
            "recovery", one.id, one.state, one.demanded_at, demanded_eur=one.demanded_eur,
            received_eur=one.received_eur,
        )
        for one in Recovery.objects.visible_to(viewer).filter(claim_id=claim_id)
    ]  # fmt: skip
