"""What stands in a package as plain values: the one shape that is summed up, frozen, shown and proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.reporting.models.package import Taken
from pumpurs.programme.reporting.rules.settlement import cost_eur
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.queries.given import Given, given
from pumpurs.values.periods import Month

SHEET, LINE = "sheet", "line"
APPROVED = "approved"
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Booked:
    """One line of the ledger as a package accounts for it."""

    id: UUID
    claim_id: UUID
    institution_id: UUID
    kind: str
    granted_eur: Decimal
    paid_eur: Decimal


@dataclass(frozen=True)
class Content:
    """A package's content with its sums; `values` is what is frozen."""

    values: Mapping[str, Any]
    minutes: int
    hours_eur: Decimal
    granted_eur: Decimal
    paid_eur: Decimal


def sheets_to_take(viewer: Viewer, partner_id: UUID, month: str) -> QuerySet[Sheet]:
    """Approved sheets of a partner until a month that no package has sent yet."""
    rows = Sheet.objects.visible_to(viewer).filter(partner_id=partner_id, month__lte=month, state=APPROVED)
    return rows.order_by("month", "id")


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
    return [Booked(*row) for row in rows.values_list(*columns)]


def work_on(viewer: Viewer, partner_id: UUID | None, sheets: Sequence[Sheet]) -> tuple[Given, ...]:
    """The paid minutes of these sheets by sheet, position and rate, in one statement; none of no sheets."""
    if not sheets:
        return ()
    return given(
        viewer=viewer, months=sorted({sheet.month for sheet in sheets}), partner_id=partner_id,
        sheet_ids=[sheet.id for sheet in sheets], by_plan=False, by_sheet=True,
    )  # fmt: skip


def hours_lines(work: Iterable[Given]) -> list[dict[str, Any]]:
    """One line for each institution, position and rate: minutes added up, euros rounded here and nowhere above."""
    minutes: dict[tuple[str, str, Decimal], int] = defaultdict(int)
    for one in work:
        minutes[str(one.institution_id), one.position, one.rate_eur] += one.minutes
    return [
        {
            "institution": institution,
            "position": position,
            "rate_eur": str(rate_eur),
            "minutes": total,
            "amount_eur": str(cost_eur(total, rate_eur)),
        }
        for (institution, position, rate_eur), total in sorted(minutes.items())
        if total
    ]


def compensation_lines(lines: Iterable[Booked]) -> list[dict[str, Any]]:
    """One line for each institution and kind: what was granted and what was paid, less what came back."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for one in lines:
        key = (str(one.institution_id), one.kind)
        sums[key][0] += one.granted_eur
        sums[key][1] += one.paid_eur
        counts[key] += 1
    return [
        {
            "institution": institution, "kind": kind, "granted_eur": str(granted), "paid_eur": str(paid),
            "lines": counts[institution, kind],
        }
        for (institution, kind), (granted, paid) in sorted(sums.items())
    ]  # fmt: skip


def content_of(viewer: Viewer, partner_id: UUID, sheets: Sequence[Sheet], lines: Sequence[Booked]) -> Content:
    """What these sheets and ledger lines come to, in one statement beside those that read them."""
    work = work_on(viewer, partner_id, sheets)
    by_sheet: dict[UUID | None, int] = defaultdict(int)
    for one in work:
        by_sheet[one.sheet_id] += one.minutes
    hours, compensations = hours_lines(work), compensation_lines(lines)
    values = {
        "sheets": [
            {
                "id": str(sheet.id),
                "institution": str(sheet.institution_id),
                "provider": str(sheet.provider_id),
                "position": sheet.position,
                "month": sheet.month,
                "minutes": by_sheet[sheet.id],
            }
            for sheet in sheets
        ],
        "hours": hours,
        "compensations": compensations,
    }
    return Content(
        values,
        minutes=sum(line["minutes"] for line in hours),
        hours_eur=total_of(hours, "amount_eur"),
        granted_eur=total_of(compensations, "granted_eur"),
        paid_eur=total_of(compensations, "paid_eur"),
    )


def total_of(lines: Iterable[Mapping[str, Any]], column: str) -> Decimal:
    """The sum of a column of euros."""
    return sum((Decimal(line[column]) for line in lines), NOTHING)
