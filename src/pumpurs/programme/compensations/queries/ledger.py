"""The ledger (virsgrāmata) as of any past day: what was granted and what was paid by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import LedgerLine


@dataclass(frozen=True)
class Standing:
    """Euros of one partner, kind and period of service by the end of a day."""

    partner_id: UUID
    kind: str
    period: str
    granted_eur: Decimal
    paid_eur: Decimal


def ledger_on(*, viewer: Viewer, day: date, partner_id: UUID | None = None) -> tuple[Standing, ...]:
    """What stood in the ledger at the end of `day`, by partner, kind and period."""
    rows = LedgerLine.objects.visible_to(viewer).filter(booked_on__lte=day)
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    sums = rows.values_list("partner_id", "kind", "period").order_by("partner_id", "kind", "period")
    return tuple(Standing(*row) for row in sums.annotate(Sum("granted_eur"), Sum("paid_eur")))
