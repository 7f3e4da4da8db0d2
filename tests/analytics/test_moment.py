"""The spans an indicator looks back on."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.analytics.moment import Moment, free_days, semester_of_week
from pumpurs.rulebook.reading import RulebookError


@pytest.mark.parametrize(
    ("week", "semester"),
    [
        (date(2026, 8, 31), "2026/1"),  # the school year begins on Tuesday
        (date(2026, 8, 24), "2025/2"),
        (date(2025, 12, 29), "2025/1"),
        (date(2026, 1, 5), "2025/2"),
        (date(2026, 6, 8), "2025/2"),  # examinations
    ],
)
def test_a_week_lies_in_the_semester_last_begun_on_its_sunday(week: date, semester: str) -> None:
    assert str(semester_of_week(week)) == semester


def test_weeks_before_the_calendar_are_told() -> None:
    with pytest.raises(RulebookError, match="knows no semester before"):
        semester_of_week(date(1990, 1, 1))


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (date(2026, 5, 15), date(2026, 4, 20)),
        (date(2026, 3, 27), date(2026, 2, 23)),  # a week of holidays lies between and does not count
        (date(2025, 9, 5), date(2025, 9, 1)),  # there are no four weeks yet
        (date(2026, 7, 20), date(2026, 5, 4)),  # in the summer the last four with lessons
    ],
)
def test_four_weeks_are_weeks_with_lessons(as_of: date, first: date) -> None:
    assert Moment(as_of).first_of_four_weeks == first


def test_a_week_is_closed_on_its_sunday_and_not_before() -> None:
    assert Moment(date(2026, 5, 17)).is_closed(date(2026, 5, 11))
    assert not Moment(date(2026, 5, 16)).is_closed(date(2026, 5, 11))


def test_an_open_week_knows_its_days_that_are_over() -> None:
    assert Moment(date(2026, 5, 6)).elapsed(date(2026, 5, 4)) == (2, 4)  # Monday is a day off


def test_only_days_free_for_every_grade_are_free() -> None:
    assert free_days(date(2026, 5, 4)) == (date(2026, 5, 4),)
    assert len(free_days(date(2025, 10, 20))) == 5
