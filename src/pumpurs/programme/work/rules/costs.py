"""What a sheet costs: hours × rate is rounded here, once for each sheet, position and rate, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pumpurs.programme.work.rules import Sum
from pumpurs.values.money import eur

NOTHING = Decimal("0.00")


class Cost(NamedTuple):
    """Minutes of a sheet in one position at one hourly rate, whatever kind of line, and what they cost."""

    position: str
    rate_eur: Decimal
    minutes: int
    cost_eur: Decimal


def cost_eur(minutes: int, rate_eur: Decimal) -> Decimal:
    """What minutes cost at an hourly rate, rounded half-up to the cent (away from nothing, so that −x costs −x)."""
    return eur(minutes * rate_eur / 60)


def costs_of(sums: Iterable[Sum]) -> tuple[Cost, ...]:
    """What one sheet costs, by position and rate. Every figure above a sheet adds these up and rounds no more."""
    minutes: dict[tuple[str, Decimal], int] = defaultdict(int)
    for one in sums:
        minutes[one.position, one.rate_eur] += one.minutes
    return tuple(
        Cost(position, rate_eur, total, cost_eur(total, rate_eur))
        for (position, rate_eur), total in sorted(minutes.items())
    )


def cost_of_sums_eur(sums: Iterable[Sum]) -> Decimal:
    """What one sheet costs in all."""
    return sum((one.cost_eur for one in costs_of(sums)), start=NOTHING)
