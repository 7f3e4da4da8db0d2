"""Unit-cost settlement (vienas vienības izmaksu norēķins): minutes become euros once, euros become two shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs.rulebook import accounting_terms, funding_shares, unit_rates
from pumpurs.values.money import eur

MINUTES_OF_HOUR, HUNDRED = 60, 100
RateOf = Callable[[str, date], Decimal]


@dataclass(frozen=True)
class Work:
    """Minutes given in a position on a day; less than nothing where a correction takes some back."""

    position: str
    day: date
    minutes: int


@dataclass(frozen=True)
class HoursLine:
    """All minutes of one position at one rate, and what they cost: rounded here, once, and nowhere above."""

    position: str
    rate_eur: Decimal
    minutes: int
    amount_eur: Decimal


@dataclass(frozen=True)
class Shares:
    """A total in two parts that add up to it to the cent."""

    fund_eur: Decimal
    state_eur: Decimal


def rate_on(position: str, day: date) -> Decimal:
    """EUR for an hour in a position, by the day of the service."""
    return unit_rates.hour_of(position, day).eur


def cost_eur(minutes: int, rate_eur: Decimal) -> Decimal:
    """What minutes cost at an hourly rate, rounded half-up to the cent (away from nothing, so that −x costs −x)."""
    return eur(minutes * rate_eur / MINUTES_OF_HOUR)


def settled(work: Iterable[Work], rate_of: RateOf = rate_on) -> tuple[HoursLine, ...]:
    """One line for each position and rate, in their order. Lines that come to nothing are left out."""
    minutes: Counter[tuple[str, Decimal]] = Counter()
    for one in work:
        minutes[one.position, rate_of(one.position, one.day)] += one.minutes
    return tuple(
        HoursLine(position, rate_eur, total, cost_eur(total, rate_eur))
        for (position, rate_eur), total in sorted(minutes.items())
        if total
    )


def shares_of(total_eur: Decimal, day: date) -> Shares:
    """The Fund's share of a total, rounded half-up; the state's is the rest."""
    fund_eur = eur(total_eur * funding_shares.fund_percent_on(day) / HUNDRED)
    return Shares(fund_eur, total_eur - fund_eur)


def coordination_eur(base_eur: Decimal, day: date) -> Decimal:
    """What a statement adds for coordination: a share of hours and compensations."""
    return eur(base_eur * accounting_terms.number_on("coordination_percent", day) / HUNDRED)
