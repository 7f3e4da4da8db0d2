"""Semesters, holidays and days with lessons."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.rulebook import calendar
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.periods import SchoolYear, Semester, Span
from tests.examples import cases, said
from tests.rulebook.planted import plant

KNOWN_DAYS = st.dates(min_value=date(2016, 9, 1), max_value=date(2027, 5, 31))


@pytest.mark.parametrize("case", cases("semesters"), ids=said)
def test_signed_off_days(case: dict[str, str]) -> None:
    day = date.fromisoformat(case["day"])

    found = {
        "current": str(calendar.current_semester(day)),
        "inside": "yes" if calendar.semester_of(day) else "no",
        "school_day": "yes" if calendar.is_school_day(day) else "no",
    }

    assert found == {key: case[key] for key in found}


def test_the_calendar_has_every_school_year_from_2016_to_the_current_one_and_the_next() -> None:
    years = [year.school_year for year in calendar.table().years]

    assert years[0] == SchoolYear(2016)
    assert all(earlier.next == later for earlier, later in pairwise(years))
    assert SchoolYear(2026) in years


def test_every_school_year_has_three_holidays_between_its_first_and_last_day() -> None:
    for year in calendar.table().years:
        whole = Span(year.semesters[0].span.first, year.semesters[1].span.end)
        general = [holiday for holiday in calendar.holidays(year.school_year, 7) if holiday.kind != "day_off"]

        assert [holiday.kind for holiday in general] == ["autumn", "winter", "spring"], year.school_year
        assert all(whole.covers(holiday.force.span) for holiday in year.holidays), year.school_year


def test_winter_holidays_fill_the_days_between_the_semesters() -> None:
    for year in calendar.table().years:
        first, second = (semester.span for semester in year.semesters)
        winter = next(holiday.force.span for holiday in year.holidays if holiday.kind == "winter")
        between = [first.end + timedelta(days=step) for step in range((second.first - first.end).days)]

        assert [day for day in between if day.weekday() < 5 and not winter.contains(day)] == [], (
            year.school_year
        )


def test_a_semester_knows_its_days() -> None:
    assert calendar.dates(Semester.parse("2026/1")) == Span.through(date(2026, 9, 1), date(2026, 12, 18))


def test_a_year_set_by_a_regulation_not_yet_adopted_says_that_it_is_assumed() -> None:
    assumed = {row.key for row in calendar.shown().rows if row.mark == "assumed"}

    assert {"2027/1", "2027/2"} <= assumed
    assert "2026/1" not in assumed


def test_the_last_grade_has_a_spring_holiday_of_its_own() -> None:
    general, own = date(2019, 3, 13), date(2019, 3, 20)

    assert [calendar.is_school_day(general, grade) for grade in (11, 12)] == [False, True]
    assert [calendar.is_school_day(own, grade) for grade in (11, 12)] == [True, False]
    assert not calendar.is_school_day(general)


def test_the_last_grade_keeps_the_other_holidays_and_days_off() -> None:
    assert not calendar.is_school_day(date(2018, 10, 24), 12)
    assert not calendar.is_school_day(date(2018, 11, 19), 12)


def test_school_days_are_counted_in_a_span() -> None:
    assert calendar.school_days(Span(date(2026, 11, 16), date(2026, 11, 23))) == 4


@given(KNOWN_DAYS)
def test_a_day_with_lessons_lies_in_a_semester_and_that_is_the_current_one(day: date) -> None:
    inside = calendar.semester_of(day)

    assert inside is None or inside == calendar.current_semester(day)
    assert inside is not None or not calendar.is_school_day(day)


@given(KNOWN_DAYS, st.integers(0, 400))
def test_the_current_semester_never_goes_back(day: date, later: int) -> None:
    assert calendar.current_semester(day) <= calendar.current_semester(
        min(day + timedelta(days=later), date(2027, 5, 31))
    )


def test_after_the_last_semester_the_calendar_asks_for_the_next_year() -> None:
    with pytest.raises(RulebookError, match="add the school year"):
        calendar.current_semester(date(2090, 1, 1))


def test_an_unknown_semester_has_no_dates() -> None:
    with pytest.raises(RulebookError, match="has no semester 1999/1"):
        calendar.dates(Semester.parse("1999/1"))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "since = 2017-01-05, until = 2017-05-31",
            "since = 2016-12-21, until = 2017-05-31",
            ": the semester since 2016",
        ),
        ('["2016/2017"]', '["2016/2018"]', ", 2016/2018: the key of a school year is written like"),
        (
            "number = 2, since = 2017",
            "number = 1, since = 2017",
            ", 2016/2017.semester: a school year has semesters",
        ),
        (
            "since = 2016-09-01, until = 2016-12-21",
            "since = 2016-09-01",
            ", 2016/2017.semester: a school year has",
        ),
        ('kind = "autumn"', 'kind = "summer"', ", 2016/2017.holiday.kind: does not know 'summer'"),
    ],
)
def test_a_faulty_calendar_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        calendar.read(plant(tmp_path, "calendar", right, wrong))

    assert str(refused.value).startswith(f"calendar.toml{said}")
