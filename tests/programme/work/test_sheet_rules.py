"""The monthly sheet's arithmetic on signed-off cases: dates, shares, costs, corrections, hours with plans, chains."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.work.rules import (
    Prepared,
    Sum,
    against_preparation,
    paid_shares,
    sheet_due_on,
    sheet_reminded_on,
)
from pumpurs.programme.work.rules.correcting import against_correction
from pumpurs.programme.work.rules.costs import cost_of_sums_eur
from pumpurs.rulebook import sheet_chains
from pumpurs.values.periods import Month
from pumpurs.values.reasons import Reason
from tests.examples import cases, said

Case = dict[str, str]


def whole(text: str) -> list[int]:
    return [int(part) for part in text.split()]


def codes(reasons: tuple[Reason, ...]) -> set[str]:
    return {reason.code.rsplit(".", 1)[-1] for reason in reasons} or {"fits"}


@pytest.mark.parametrize("case", cases("sheet_dates"), ids=said)
def test_days_on_which_sheets_are_due_and_reminded_of(case: Case) -> None:
    month = Month.parse(case["month"])

    assert f"{sheet_due_on(month)} {sheet_reminded_on(month)}" == f"{case['due_on']} {case['reminded_on']}"


@pytest.mark.parametrize("case", cases("sheet_shares"), ids=said)
def test_a_groups_time_is_shared_and_paid_once(case: Case) -> None:
    assert list(paid_shares(whole(case["minutes"]))) == whole(case["expected"])


@given(st.lists(st.integers(min_value=0, max_value=240), max_size=12))
def test_shares_add_up_to_the_longest_and_none_is_more_than_was_got(minutes: list[int]) -> None:
    shares = paid_shares(minutes)

    assert sum(shares) == max(minutes, default=0)
    assert all(0 <= share <= got for share, got in zip(shares, minutes, strict=True))


@pytest.mark.parametrize("case", cases("sheet_costs"), ids=said)
def test_minutes_at_their_rates_are_rounded_once_a_rate(case: Case) -> None:
    parts = [part.split(" at ") for part in case["parts"].split("; ") if part]

    cost = cost_of_sums_eur(
        Sum("session", "teacher", date(2026, 9, 1), Decimal(rate), int(minutes)) for minutes, rate in parts
    )

    assert str(cost) == case["expected_eur"]


@pytest.mark.parametrize("case", cases("sheet_corrections"), ids=said)
def test_what_a_correction_may_change(case: Case) -> None:
    found = against_correction(
        minutes_now=int(case["got_min"]),
        delta=int(case["delta_min"]),
        session_minutes=int(case["session_min"]),
        minutes_left=int(case["left_min"]),
        reason=case["reason"],
        attended=case["came"] == "yes",
    )

    assert codes(found) == set(case["expected"].split())


@pytest.mark.parametrize("case", cases("sheet_preparation"), ids=said)
def test_hours_with_a_plan(case: Case) -> None:
    found = against_preparation(
        Prepared(date.fromisoformat(case["day"]), int(case["minutes"]), case["what"]),
        today=date.fromisoformat(case["today"]),
        begun_on=date.fromisoformat(case["begun_on"]),
        open_since=date.fromisoformat(case["approved_on"]) if case["approved_on"] else None,
        minutes_left=int(case["left_min"]),
    )

    assert codes(found) == {case["expected"]}


@pytest.mark.parametrize("case", cases("sheet_chains"), ids=said)
def test_who_approves_a_sheet_one_after_another(case: Case) -> None:
    day, own = date.fromisoformat(case["day"]), case["own_of_head"] == "yes"

    assert " ".join(sheet_chains.chain(case["partner"], day, own_of_head=own)) == case["expected"]
