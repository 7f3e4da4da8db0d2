"""Unit-cost settlement (vienas vienības izmaksu norēķins): minutes become euros once, euros become two shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs.programme.work.rules import Sum
from pumpurs.programme.work.rules import cost_eur as cost_of_parts
from pumpurs.rulebook import accounting_terms, funding_shares
from pumpurs.values.money import eur

HUNDRED = 100


@dataclass(frozen=True)
class Shares:
    """A total in two parts that add up to it to the cent."""

    fund_eur: Decimal
    state_eur: Decimal


def cost_eur(minutes: int, rate_eur: Decimal) -> Decimal:
    """What minutes cost at an hourly rate, rounded half-up to the cent (away from nothing, so that −x costs −x)."""
    return cost_of_parts([(minutes, rate_eur)])


def cost_of_sums_eur(sums: Iterable[Sum]) -> Decimal:
    """What sums of minutes come to: added up by position and rate, rounded once for each, as a package does it."""
    minutes: Counter[tuple[str, Decimal]] = Counter()
    for one in sums:
        minutes[one.position, one.rate_eur] += one.minutes
    return sum((cost_eur(total, rate_eur) for (_, rate_eur), total in minutes.items()), start=Decimal("0.00"))


def shares_of(total_eur: Decimal, day: date) -> Shares:
    """The Fund's share of a total, rounded half-up; the state's is the rest."""
    fund_eur = eur(total_eur * funding_shares.fund_percent_on(day) / HUNDRED)
    return Shares(fund_eur, total_eur - fund_eur)


def coordination_eur(base_eur: Decimal, day: date) -> Decimal:
    """What a statement adds for coordination: a share of hours and compensations."""
    return eur(base_eur * accounting_terms.number_on("coordination_percent", day) / HUNDRED)
