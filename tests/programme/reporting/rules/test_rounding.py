"""Minutes of a position at a rate are added up on their sheet and rounded once; above it nothing is rounded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.reporting.rules.content import hours_lines, parts_of, total_of
from pumpurs.programme.work.rules import SheetSums, Sum
from pumpurs.programme.work.rules.costs import cost_of_sums_eur, costs_of

DAY = date(2026, 9, 1)
RATE_EUR = Decimal("10.01")


SUMS = st.builds(
    Sum,
    st.sampled_from(["session", "correction", "preparation"]),
    st.sampled_from(["teacher", "psychologist"]),
    st.just(DAY),
    st.sampled_from([RATE_EUR, Decimal("11.07"), Decimal("12.00")]),
    st.integers(-90, 90),
)


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


@given(st.lists(st.lists(SUMS, max_size=5), max_size=6))
def test_a_package_is_what_its_sheets_come_to_whatever_the_rate(work: list[list[Sum]]) -> None:
    place = UUID(int=1)
    sheets = [
        SheetSums(uuid4(), place, place, uuid4(), "2026-09", "teacher", "sent", tuple(sums)) for sums in work
    ]
    payroll_eur = sum((one.cost_eur for sums in work for one in costs_of(sums)), Decimal("0.00"))

    package_eur = total_of(hours_lines(parts_of(sheets)), "amount_eur")

    assert package_eur == payroll_eur == sum(map(cost_of_sums_eur, work), Decimal("0.00"))
