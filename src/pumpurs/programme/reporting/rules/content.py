"""What stands in a package as plain values: the one shape that is summed up, frozen, shown and proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from pumpurs.programme.reporting.rules.settlement import cost_eur
from pumpurs.programme.work.rules import KeptSheet, SheetSums, kept_at

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
    """Minutes in one position at one hourly rate at an institution."""

    institution: str
    position: str
    rate_eur: Decimal
    minutes: int


@dataclass(frozen=True)
class Content:
    """A package's content with its sums; `values` is what is frozen."""

    values: Mapping[str, Any]
    minutes: int
    hours_eur: Decimal
    granted_eur: Decimal
    paid_eur: Decimal


def parts_of(sheets: Iterable[SheetSums]) -> Iterator[Part]:
    """What sheets come to, sum by sum."""
    for sheet in sheets:
        institution = str(sheet.institution_id)
        for one in sheet.sums:
            yield Part(institution, one.position, one.rate_eur, one.minutes)


def parts_of_kept(sheets: Iterable[KeptSheet]) -> Iterator[Part]:
    """What closed sheets keep, added up by institution, position and day since which the rate is in force."""
    minutes: dict[tuple[str, str, str], int] = defaultdict(int)
    for sheet in sheets:
        for one in sheet.sums:
            minutes[sheet.institution, one["position"], one["rate_since"]] += one["minutes"]
    for (institution, position, since), total in minutes.items():
        yield Part(institution, position, kept_at(position, since), total)


def hours_lines(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """One line for each institution, position and rate: minutes added up, euros rounded here and nowhere above."""
    minutes: dict[tuple[str, str, Decimal], int] = defaultdict(int)
    for one in parts:
        minutes[one.institution, one.position, one.rate_eur] += one.minutes
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
