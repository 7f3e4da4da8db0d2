"""What a package takes along: approved sheets and booked lines of the ledger that no package holds yet.

Its content is read by one statement, in which the database adds the ledger up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from pumpurs.foundation.together import Question, asked_together
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.reporting.models import Package, Taken
from pumpurs.programme.reporting.rules.content import LINE, SHEET, Booked, Content, content_of
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.queries.given import kept
from pumpurs.values.periods import Month

APPROVED = "approved"


def sheets_to_take(viewer: Viewer, partner_id: UUID, month: str) -> QuerySet[Sheet]:
    """Approved sheets of a partner until a month that no package has sent yet."""
    rows: QuerySet[Sheet] = Sheet.objects.visible_to(viewer)
    return rows.filter(partner_id=partner_id, month__lte=month, state=APPROVED)


def lines_to_take(viewer: Viewer, partner_id: UUID, month: str) -> QuerySet[LedgerLine]:
    """Lines of the ledger booked until a month's end that no package accounts for yet."""
    taken = Taken.objects.filter(what=LINE, record_id=OuterRef("pk"))
    rows: QuerySet[LedgerLine] = LedgerLine.objects.visible_to(viewer)
    return rows.filter(~Exists(taken), partner_id=partner_id, booked_on__lt=Month.parse(month).span.end)


def content_to_take(viewer: Viewer, partner_id: UUID, month: str) -> Content:
    """What a package would hold if it were sent now. One statement."""
    return _content(sheets_to_take(viewer, partner_id, month), lines_to_take(viewer, partner_id, month))


def content_taken(viewer: Viewer, package: Package) -> Content:
    """What a package holds, by the records that it took. One statement."""
    taken = Taken.objects.filter(package=package, what=SHEET, record_id=OuterRef("pk"))
    return _content(Sheet.objects.visible_to(viewer).filter(Exists(taken)), lines_taken(viewer, package))


def lines_taken(viewer: Viewer, package: Package) -> QuerySet[LedgerLine]:
    """Lines of the ledger that a package accounts for."""
    taken = Taken.objects.filter(package=package, what=LINE, record_id=OuterRef("pk"))
    rows: QuerySet[LedgerLine] = LedgerLine.objects.visible_to(viewer)
    return rows.filter(Exists(taken))


def _content(sheets: QuerySet[Sheet], lines: QuerySet[LedgerLine]) -> Content:
    grouped: QuerySet[Any, Any] = lines.order_by().values("institution_id", "kind")
    summed = grouped.annotate(
        granted=Sum("granted_eur"), paid=Sum("paid_eur"), count=Count("pk")
    ).values_list("institution_id", "kind", "granted", "paid", "count")
    found = asked_together({"sheets": kept(sheets), "lines": Question(summed, _booked)})
    return content_of(found["sheets"], found["lines"])


def _booked(rows: Sequence[Sequence[Any]]) -> list[Booked]:
    return [Booked._make(row) for row in rows]
