"""Orders of the head, as their page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Order


@dataclass(frozen=True)
class OrderLine:
    """One order: what it allows, from its first to its last day."""

    id: UUID
    number: str
    allows: str
    signed_on: date
    first: date
    last: date


def orders_of(*, viewer: Viewer, number: int = 1) -> Page[OrderLine]:
    """Orders of the viewer's institutions, the newest first. They say nothing about a person."""
    rows = Order.objects.visible_to(viewer).filter(institution_id__in=viewer.reach.institutions)
    return paged(rows.order_by("-since", "number"), number, _line)


def _line(row: Order) -> OrderLine:
    last = row.until - timedelta(days=1)
    return OrderLine(row.id, row.number, row.allows, row.signed_on, row.since, last)
