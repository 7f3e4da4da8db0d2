"""Minutes become euros once, and every total splits into two shares that add up to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.reporting.rules.settlement import (
    Work,
    coordination_eur,
    cost_eur,
    rate_on,
    settled,
    shares_of,
)
from tests.examples import cases, said

DAY = date(2026, 10, 5)
MINUTES = st.integers(-600, 600)
RATES = st.decimals("0.01", "60", places=2)


def parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def work_of(text: str) -> list[Work]:
    words = (one.split() for one in parts(text))
    return [Work(position, date.fromisoformat(day), int(minutes)) for position, day, minutes in words]


@pytest.mark.parametrize("case", cases("unit_cost"), ids=said)
def test_work_costs_what_the_signed_off_case_says(case: dict[str, str]) -> None:
    rates = sorted(
        (date.fromisoformat(since), Decimal(amount))
        for amount, since in (one.split(" from ") for one in parts(case["rates"]))
    )

    def rate_of(_position: str, day: date) -> Decimal:
        return max(one for one in rates if one[0] <= day)[1]

    lines = settled(work_of(case["work"]), rate_of)
    total_eur = sum((one.amount_eur for one in lines), Decimal("0.00"))
    shares = shares_of(total_eur, DAY)

    assert sorted(f"{one.minutes} × {one.rate_eur} = {one.amount_eur}" for one in lines) == sorted(
        parts(case["expected_lines"])
    )
    assert (str(total_eur), str(shares.fund_eur), str(shares.state_eur)) == (
        case["expected_eur"],
        case["fund_eur"],
        case["state_eur"],
    )


@given(MINUTES, RATES)
def test_what_is_taken_back_costs_as_much_as_what_was_given(minutes: int, rate_eur: Decimal) -> None:
    assert cost_eur(-minutes, rate_eur) == -cost_eur(minutes, rate_eur)


@given(st.decimals("-100000", "100000", places=2))
def test_the_shares_always_add_up_to_the_cent(total_eur: Decimal) -> None:
    shares = shares_of(total_eur, DAY)

    assert shares.fund_eur + shares.state_eur == total_eur
    assert abs(shares.fund_eur - total_eur * Decimal("0.85")) <= Decimal("0.005")


@given(st.lists(MINUTES, max_size=8), st.randoms())
def test_the_order_of_work_does_not_matter(minutes: list[int], dice: object) -> None:
    work = [Work("teacher", DAY, one) for one in minutes]
    shuffled = list(work)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert settled(work) == settled(shuffled)


def test_a_position_without_a_rate_of_its_own_has_that_of_all() -> None:
    assert rate_on("psychologist", DAY) == rate_on("teacher", DAY) == Decimal("12.00")


def test_coordination_costs_what_the_rulebook_says() -> None:
    assert coordination_eur(Decimal("1000.00"), DAY) == Decimal("0.00")
