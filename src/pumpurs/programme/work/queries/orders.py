"""Orders of the head, as their page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Order


@dataclass(frozen=True)
class OrderLine:
    """One order: what it allows, from its first to its last day; `ended_on`: allows nothing from that day on."""

    id: UUID
    number: str
    allows: str
    signed_on: date
    first: date
    last: date
    ended_on: date | None
    ended_because: str
    ended_by: str
    ended_at: datetime | None


def orders_of(*, viewer: Viewer, number: int = 1) -> Page[OrderLine]:
    """Orders of the viewer's institutions, the newest first. They say nothing about a person."""
    mine = Order.objects.visible_to(viewer).filter(institution_id__in=viewer.reach.institutions)
    rows = mine.select_related("ended_by")
    return paged(rows.order_by("-since", "number"), number, _line)


def _line(row: Order) -> OrderLine:
    last = row.until - timedelta(days=1)
    by = row.ended_by.name if row.ended_by else ""
    return OrderLine(
        row.id, row.number, row.allows, row.signed_on, row.since, last,
        row.ended_on, row.ended_because, by, row.ended_at,
    )  # fmt: skip
