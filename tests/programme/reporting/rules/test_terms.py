"""When a package is due, when a budget warns, what is forecast."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pumpurs.programme.reporting.rules.terms import (
    forecast_eur,
    package_due_on,
    package_reminded_from,
    reminded_anew,
    used_percent,
    warning_to_tell,
    warnings_passed,
)
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Month

DAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("month", "number", "day"),
    [
        (Month(2026, 10), 1, date(2026, 10, 1)),
        (Month(2026, 11), 1, date(2026, 11, 2)),  # the 1st is a Sunday
        (Month(2026, 11), 12, date(2026, 11, 17)),
        (Month(2026, 11), 13, date(2026, 11, 19)),  # the 18th is Proclamation Day
        (Month(2026, 10), 40, date(2026, 11, 26)),  # more than the month has: on into the next
    ],
)
def test_working_days_leave_out_weekends_and_days_off(month: Month, number: int, day: date) -> None:
    assert calendar.working_day(month, number) == day


def test_a_package_is_due_on_the_tenth_working_day_of_the_next_month() -> None:
    assert package_due_on(Month(2026, 10)) == date(2026, 11, 13)
    assert package_reminded_from(Month(2026, 10)) == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("used", "passed"),
    [("799.99", ()), ("800.00", (80,)), ("949.99", (80,)), ("950.00", (80, 95)), ("1000.00", (80, 95, 100))],
)
def test_a_budget_warns_from_the_very_cent_on(used: str, passed: tuple[int, ...]) -> None:
    assert warnings_passed(Decimal(used), Decimal("1000.00"), DAY) == passed


def test_any_use_of_no_budget_is_all_of_it() -> None:
    assert used_percent(Decimal("0.01"), Decimal(0)) == 100
    assert used_percent(Decimal(0), Decimal(0)) == 0


def test_the_greatest_new_warning_is_told_once() -> None:
    assert warning_to_tell((80, 95), ()) == 95
    assert warning_to_tell((80, 95), (80,)) == 95
    assert warning_to_tell((80, 95), (80, 95)) is None
    assert warning_to_tell((80, 95), (95,)) is None
    assert warning_to_tell((), ()) is None


def test_what_was_given_beyond_the_plan_is_not_forecast_away() -> None:
    assert forecast_eur(Decimal(300), Decimal(500), Decimal(120)) == Decimal(680)
    assert forecast_eur(Decimal(300), Decimal(100), Decimal(120)) == Decimal(300)


@pytest.mark.parametrize(
    ("reminded_on", "today", "anew"),
    [
        (None, date(2026, 11, 10), True),
        (date(2026, 11, 10), date(2026, 11, 12), False),
        (date(2026, 11, 10), date(2026, 11, 13), True),
        (date(2026, 11, 13), date(2026, 11, 19), False),
        (date(2026, 11, 13), date(2026, 11, 20), True),
    ],
    ids=["never", "before the day", "the day has come", "six days after", "a week after"],
)
def test_a_late_package_is_reminded_of_again_after_the_rulebooks_days(
    reminded_on: date | None, today: date, anew: bool
) -> None:
    assert reminded_anew(reminded_on, date(2026, 11, 13), today) is anew
