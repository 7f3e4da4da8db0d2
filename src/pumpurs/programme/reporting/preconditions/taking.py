"""What a package takes along: approved sheets and booked lines of the ledger that no package holds yet."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.reporting.models import Taken
from pumpurs.programme.reporting.rules.content import LINE, Booked
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules import SheetSums
from pumpurs.values.periods import Month

APPROVED = ("approved",)


def sheets_to_take(viewer: Viewer, partner_id: UUID, month: str) -> tuple[SheetSums, ...]:
    """Approved sheets of a partner until a month that no package has sent yet, with what they come to."""
    return given(viewer=viewer, partner_id=partner_id, until=month, states=APPROVED)


def lines_to_take(viewer: Viewer, partner_id: UUID, month: str) -> list[Booked]:
    """Lines of the ledger booked until a month's end that no package accounts for yet."""
    taken = Taken.objects.filter(what=LINE, record_id=OuterRef("pk"))
    rows = LedgerLine.objects.visible_to(viewer).filter(
        ~Exists(taken), partner_id=partner_id, booked_on__lt=Month.parse(month).span.end
    )
    return booked(rows.order_by("id"))


def booked(rows: QuerySet[LedgerLine]) -> list[Booked]:
    """Lines of the ledger as plain values, in one statement."""
    columns = ("id", "claim_id", "institution_id", "kind", "granted_eur", "paid_eur")
    return [Booked._make(row) for row in rows.values_list(*columns)]
