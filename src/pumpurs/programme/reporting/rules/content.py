"""What stands in a package as plain values: the one shape that is summed up, frozen, shown and proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from pumpurs.programme.reporting.rules.settlement import cost_eur
from pumpurs.programme.work.rules import SheetSums

SHEET, LINE = "sheet", "line"
NOTHING = Decimal("0.00")


class Booked(NamedTuple):
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


def hours_lines(sheets: Iterable[SheetSums]) -> list[dict[str, Any]]:
    """One line for each institution, position and rate: minutes added up, euros rounded here and nowhere above."""
    minutes: dict[tuple[UUID, str, Decimal], int] = defaultdict(int)
    for sheet in sheets:
        for one in sheet.sums:
            minutes[sheet.institution_id, one.position, one.rate_eur] += one.minutes
    return [
        {
            "institution": str(institution),
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
    sums: dict[tuple[UUID, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    counts: dict[tuple[UUID, str], int] = defaultdict(int)
    for one in lines:
        key = (one.institution_id, one.kind)
        sums[key][0] += one.granted_eur
        sums[key][1] += one.paid_eur
        counts[key] += 1
    return [
        {
            "institution": str(institution), "kind": kind, "granted_eur": str(granted), "paid_eur": str(paid),
            "lines": counts[institution, kind],
        }
        for (institution, kind), (granted, paid) in sorted(sums.items())
    ]  # fmt: skip


def content_of(sheets: Sequence[SheetSums], lines: Sequence[Booked]) -> Content:
    """What these sheets and ledger lines come to."""
    hours, compensations = hours_lines(sheets), compensation_lines(lines)
    values = {
        "sheets": [
            {
                "id": str(sheet.id),
                "institution": str(sheet.institution_id),
                "provider": str(sheet.provider_id),
                "position": sheet.position,
                "month": sheet.month,
                "minutes": sheet.minutes,
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
