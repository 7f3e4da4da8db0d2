"""The moment of a scoring (novērtēšanas brīdis): a day, and the spans an indicator looks back on.

A week is its Monday and lies in one semester: the last one begun on its Sunday, so that a school year that
begins on a Wednesday keeps its first week whole, and examinations in June stay in the second semester.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from pumpurs.rulebook import calendar, indicators
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.periods import SchoolYear, Semester, Span

WEEK = timedelta(days=7)
GRADES = tuple(range(1, 13))


def monday(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


@lru_cache
def _starts() -> tuple[tuple[date, ...], tuple[Semester, ...]]:
    semesters = calendar.semesters()
    return tuple(calendar.dates(one).first for one in semesters), semesters


def semester_of_week(week: date) -> Semester:
    """The semester a week lies in. RulebookError for weeks before the calendar begins."""
    starts, semesters = _starts()
    place = bisect_right(starts, week + timedelta(days=6)) - 1
    if place < 0:
        raise RulebookError(
            f"calendar.toml: knows no semester before {week}; add its school year with a source."
        )
    return semesters[place]


def semester_number(semester: Semester) -> int:
    """A semester as one number, 20252 for 2025/2; bigger is later."""
    return semester.school_year.start_year * 10 + semester.number


@lru_cache(maxsize=4096)
def is_free_for_all(day: date) -> bool:
    """Whether no grade has lessons because of a holiday or a day off. A plain weekend is not told from a moved day."""
    school_year = semester_of_week(monday(day)).school_year
    return all(
        any(holiday.force.on(day) for holiday in calendar.holidays(school_year, grade)) for grade in GRADES
    )


@lru_cache(maxsize=4096)
def held_days(week: date) -> tuple[date, ...]:
    """The days of a week, given by its Monday, on which schools hold lessons."""
    days = (week + timedelta(days=step) for step in range(5))
    return tuple(day for day in days if calendar.is_school_day(day))


@dataclass(frozen=True)
class Moment:
    """The evening of a day. Later days are not looked at; what was corrected later is known as corrected."""

    as_of: date

    @property
    def week(self) -> date:
        """The Monday of the week of the day."""
        return monday(self.as_of)

    @property
    def end(self) -> date:
        """The day after, the end of every window."""
        return self.as_of + timedelta(days=1)

    @cached_property
    def semester(self) -> Semester:
        """The semester of the day's week; in the summer the one that ended last."""
        return semester_of_week(self.week)

    @property
    def school_year(self) -> SchoolYear:
        """The school year of that semester."""
        return self.semester.school_year

    @cached_property
    def first_of_semester(self) -> date:
        """The Monday the semester's first week begins with."""
        return monday(calendar.dates(self.semester).first)

    @property
    def week_of_semester(self) -> int:
        """Which week of the semester it is, the first being 1."""
        return (self.week - self.first_of_semester) // WEEK + 1

    @cached_property
    def first_of_year(self) -> date:
        """The Monday the school year's first week begins with."""
        return monday(calendar.dates(self.school_year.semesters[0]).first)

    @cached_property
    def first_of_four_weeks(self) -> date:
        """The Monday of the earliest of the last weeks with lessons; holidays do not shorten the window."""
        left = int(indicators.indicator("absence_change").number("weeks"))
        week = self.week
        earliest = week
        while left and week >= self.first_of_year:
            if any(day <= self.as_of for day in held_days(week)):
                left, earliest = left - 1, week
            week -= WEEK
        return earliest

    @property
    def first_of_weeks(self) -> date:
        """The Monday of the earliest week of the semester and of the last four weeks of school."""
        return min(self.first_of_semester, self.first_of_four_weeks)

    def window(self, name: str) -> Span:
        """The days a window of the rulebook covers."""
        first = {
            "four_weeks": self.first_of_four_weeks,
            "semester": self.first_of_semester,
            "school_year": self.first_of_year,
            "now": self.as_of,
        }[name]
        return Span(min(first, self.as_of), self.end)

    def elapsed(self, week: date) -> tuple[int, int]:
        """How many school days of a week are over on the day, and how many there are."""
        days = held_days(week)
        return sum(day <= self.as_of for day in days), len(days)

    def is_closed(self, week: date) -> bool:
        """Whether the whole week lies before the end of the moment."""
        return week + WEEK <= self.end


def free_days(week: date) -> tuple[date, ...]:
    """The days of a week on which no grade has lessons, weekends without a holiday aside."""
    return tuple(day for day in (week + timedelta(days=step) for step in range(7)) if is_free_for_all(day))
