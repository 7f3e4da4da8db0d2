"""Minutes become euros once, and every total splits into two shares that add up to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.reporting.rules.content import Part, hours_lines, parts_of, total_of
from pumpurs.programme.reporting.rules.settlement import coordination_eur, shares_of
from pumpurs.programme.work.rules import SheetSums, Sum
from pumpurs.programme.work.rules.costs import cost_eur
from pumpurs.values.periods import month_of
from tests.examples import cases, said

DAY = date(2026, 10, 5)
PARTNER, SCHOOL = UUID(int=1), UUID(int=2)
MINUTES = st.integers(-600, 600)
RATES = st.decimals("0.01", "60", places=2)


def parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def work_of(text: str, rates: list[tuple[date, Decimal]]) -> list[Part]:
    """The minutes of one sheet as packages add them up: in a position, at the rate of the day."""
    sums: list[Sum] = []
    for position, written, minutes in (one.split() for one in parts(text)):
        day = date.fromisoformat(written)
        since, rate_eur = max(one for one in rates if one[0] <= day)
        sums.append(Sum("session", position, since, rate_eur, int(minutes)))
    month = str(month_of(DAY))
    return list(
        parts_of([SheetSums(uuid4(), PARTNER, SCHOOL, uuid4(), month, "teacher", "approved", tuple(sums))])
    )


@pytest.mark.parametrize("case", cases("unit_cost"), ids=said)
def test_work_costs_in_a_package_what_the_signed_off_case_says(case: dict[str, str]) -> None:
    rates = sorted(
        (date.fromisoformat(since), Decimal(amount))
        for amount, since in (one.split(" from ") for one in parts(case["rates"]))
    )

    lines = hours_lines(work_of(case["work"], rates))
    total_eur = total_of(lines, "amount_eur")
    shares = shares_of(total_eur, DAY)

    assert sorted(f"{one['minutes']} × {one['rate_eur']} = {one['amount_eur']}" for one in lines) == sorted(
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
    rate = (DAY, Decimal("12.25"))
    work = work_of(";".join(f"teacher {DAY} {one}" for one in minutes), [rate])
    shuffled = list(work)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert hours_lines(work) == hours_lines(shuffled)


def test_coordination_costs_what_the_rulebook_says() -> None:
    assert coordination_eur(Decimal("1000.00"), DAY) == Decimal("0.00")
