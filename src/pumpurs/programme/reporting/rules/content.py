"""What stands in a package as plain values: the one shape that is summed up, frozen, shown and proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from pumpurs.programme.work.rules import KeptSheet, SheetSums, Sum, sums_of_kept
from pumpurs.programme.work.rules.costs import costs_of

SHEET, LINE = "sheet", "line"
NOTHING = Decimal("0.00")


class Booked(NamedTuple):
    """A line of the ledger as a package accounts for it, or the sum of several of one institution and kind."""

    institution: str
    kind: str
    granted_eur: Decimal
    paid_eur: Decimal
    lines: int = 1


class Part(NamedTuple):
    """Minutes of a sheet in one position at one hourly rate at an institution, and what the sheet costs for them."""

    institution: str
    position: str
    rate_eur: Decimal
    minutes: int
    cost_eur: Decimal


@dataclass(frozen=True)
class Content:
    """A package's content with its sums; `values` is what is frozen."""

    values: Mapping[str, Any]
    minutes: int
    hours_eur: Decimal
    granted_eur: Decimal
    paid_eur: Decimal


def parts_of(sheets: Iterable[SheetSums]) -> Iterator[Part]:
    """What sheets cost, each by position and rate."""
    for sheet in sheets:
        yield from _parts(str(sheet.institution_id), sheet.sums)


def parts_of_kept(sheets: Iterable[KeptSheet]) -> Iterator[Part]:
    """What closed sheets cost by the sums that they keep, each by position and rate."""
    for sheet in sheets:
        yield from _parts(sheet.institution, sums_of_kept(sheet.sums))


def _parts(institution: str, sums: Iterable[Sum]) -> Iterator[Part]:
    return (Part(institution, *one) for one in costs_of(sums))


def hours_lines(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """One line for each institution, position and rate: minutes and euros of the sheets added up, rounded no more."""
    minutes: dict[tuple[str, str, Decimal], int] = defaultdict(int)
    euros: dict[tuple[str, str, Decimal], Decimal] = defaultdict(lambda: NOTHING)
    for one in parts:
        minutes[one[:3]] += one.minutes
        euros[one[:3]] += one.cost_eur
    return [
        {
            "institution": institution,
            "position": position,
            "rate_eur": str(rate_eur),
            "minutes": total,
            "amount_eur": str(euros[institution, position, rate_eur]),
        }
        for (institution, position, rate_eur), total in sorted(minutes.items())
        if total or euros[institution, position, rate_eur]
    ]


def compensation_lines(lines: Iterable[Booked]) -> list[dict[str, Any]]:
    """One line for each institution and kind: what was granted and what was paid, less what came back."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for one in lines:
        key = (one.institution, one.kind)
        sums[key][0] += one.granted_eur
        sums[key][1] += one.paid_eur
        counts[key] += one.lines
    return [
        {
            "institution": institution, "kind": kind, "granted_eur": str(granted), "paid_eur": str(paid),
            "lines": counts[institution, kind],
        }
        for (institution, kind), (granted, paid) in sorted(sums.items())
    ]  # fmt: skip


def content_of(sheets: Sequence[KeptSheet], lines: Sequence[Booked]) -> Content:
    """What these closed sheets and ledger lines come to."""
    hours, compensations = hours_lines(parts_of_kept(sheets)), compensation_lines(lines)
    values = {
        "sheets": [
            {
                "id": sheet.id,
                "institution": sheet.institution,
                "provider": sheet.provider,
                "position": sheet.position,
                "month": sheet.month,
                "minutes": sum(one["minutes"] for one in sheet.sums),
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
