"""What a school's journal does not tell of: a late first day, months without a row."""

from __future__ import annotations

from datetime import date

from pumpurs.programme.alerts.rules.coverage import Coverage, coverage

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 22)
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def test_a_journal_of_every_month_lacks_nothing() -> None:
    held = {SEPTEMBER: FIRST, OCTOBER: OCTOBER, NOVEMBER: date(2026, 11, 2)}

    assert coverage(held, first=FIRST, last=LAST) == Coverage()


def test_a_journal_that_begins_late_says_from_which_day_and_which_months_are_missing() -> None:
    held = {OCTOBER: date(2026, 10, 26), NOVEMBER: date(2026, 11, 2)}

    assert coverage(held, first=FIRST, last=LAST) == Coverage(date(2026, 10, 26), (SEPTEMBER,))


def test_a_hole_in_the_middle_is_missing_and_a_late_first_day_without_lessons_before_is_not() -> None:
    held = {SEPTEMBER: date(2026, 9, 1), NOVEMBER: date(2026, 11, 2)}

    assert coverage(held, first=date(2026, 8, 31), last=LAST) == Coverage(None, (OCTOBER,))


def test_nothing_is_said_of_what_comes_after_the_figure() -> None:
    held = {SEPTEMBER: FIRST, NOVEMBER: date(2026, 11, 2)}

    assert coverage(held, first=FIRST, last=date(2026, 9, 30)) == Coverage()
