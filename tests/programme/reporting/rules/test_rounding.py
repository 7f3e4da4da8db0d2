"""Minutes of a position at a rate are added up first and rounded once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pumpurs.programme.reporting.rules.settlement import cost_of_sums_eur
from pumpurs.programme.work.rules import Sum

DAY = date(2026, 9, 1)
RATE_EUR = Decimal("10.01")


def minutes(what: str, count: int, position: str = "teacher") -> Sum:
    return Sum(what, position, DAY, RATE_EUR, count)


def test_a_session_and_its_preparation_at_one_rate_are_rounded_together() -> None:
    assert cost_of_sums_eur([minutes("session", 20), minutes("preparation", 20)]) == Decimal("6.67")


def test_positions_are_rounded_each_by_itself_as_in_a_package() -> None:
    two = [minutes("session", 20), minutes("session", 20, position="psychologist")]

    assert cost_of_sums_eur(two) == Decimal("6.68")


def test_what_a_correction_takes_off_is_signed_and_nothing_costs_nothing() -> None:
    assert cost_of_sums_eur([minutes("correction", -20)]) == Decimal("-3.34")
    assert cost_of_sums_eur([]) == Decimal("0.00")
