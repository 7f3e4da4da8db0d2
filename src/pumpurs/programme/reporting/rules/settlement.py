"""Unit-cost settlement (vienas vienības izmaksu norēķins): euros become two shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs.rulebook import accounting_terms, funding_shares
from pumpurs.values.money import eur

HUNDRED = 100


@dataclass(frozen=True)
class Shares:
    """A total in two parts that add up to it to the cent."""

    fund_eur: Decimal
    state_eur: Decimal


def shares_of(total_eur: Decimal, day: date) -> Shares:
    """The Fund's share of a total, rounded half-up; the state's is the rest."""
    fund_eur = eur(total_eur * funding_shares.fund_percent_on(day) / HUNDRED)
    return Shares(fund_eur, total_eur - fund_eur)


def coordination_eur(base_eur: Decimal, day: date) -> Decimal:
    """What a statement adds for coordination: a share of hours and compensations."""
    return eur(base_eur * accounting_terms.number_on("coordination_percent", day) / HUNDRED)
