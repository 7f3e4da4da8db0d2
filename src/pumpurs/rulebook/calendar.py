"""School calendar (mācību gada kalendārs): semesters, holidays and days off, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, RulebookError, Title, open_table, read_keyed
from pumpurs.values.periods import Month, SchoolYear, Semester, Span
from pumpurs.values.reasons import Refused

HOLIDAYS = ("autumn", "winter", "spring")
SATURDAY = 5
DAY_OFF = "day_off"


@dataclass(frozen=True)
class SemesterDates:
    """One semester with its days, the same for all but the last grades, whose examinations run on."""

    semester: Semester
    force: Force

    @property
    def span(self) -> Span:
        """Its days."""
        return self.force.span


@dataclass(frozen=True)
class Holiday:
    """Days without lessons: a school holiday (the general one, or that of a grade) or a day off."""

    kind: str
    name: Names
    grades: tuple[int, ...]
    force: Force


@dataclass(frozen=True)
class Year:
    """One school year."""

    school_year: SchoolYear
    semesters: tuple[SemesterDates, ...]
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True)
class Calendar:
    """All school years the rulebook knows, in order of time."""

    title: Title
    years: tuple[Year, ...]


def read(folder: Path = TABLES) -> Calendar:
    """Read calendar.toml; RulebookError if it is wrong."""
    title, top = open_table("calendar", folder)
    years = read_keyed(top, _year, any_key=True)
    ordered = tuple(sorted(years.values(), key=lambda year: year.school_year))
    spans = [semester.span for year in ordered for semester in year.semesters]
    for earlier, later in pairwise(spans):
        if later.first < earlier.end:
            raise RulebookError(
                f"calendar.toml: the semester since {later.first} overlaps the one until {earlier.last}."
            )
    return Calendar(title, ordered)


def _year(block: Block) -> Year:
    try:
        school_year = SchoolYear.parse(block.key)
    except Refused:
        raise block.wrong("", 'the key of a school year is written like "2025/2026".') from None
    semesters = block.each(
        "semester", lambda one: SemesterDates(Semester(school_year, one.number("number")), one.force())
    )
    if [one.semester.number for one in semesters] != [1, 2] or any(
        one.force.until is None for one in semesters
    ):
        raise block.wrong(
            "semester", "a school year has semesters 1 and 2, in this order, each with `until`."
        )
    return Year(school_year, semesters, (*block.each("holiday", _holiday), *block.each("day_off", _day_off)))


def _holiday(block: Block) -> Holiday:
    kind = block.choice("kind", HOLIDAYS)
    grades = (block.number("grade"),) if block.has("grade") else ()
    holiday = Holiday(kind, words.say(f"holiday_{kind}"), grades, block.force())
    if holiday.force.until is None:
        raise block.wrong("until", "is missing; a holiday has a last day.")
    return holiday


def _day_off(block: Block) -> Holiday:
    force = block.force()
    return Holiday(DAY_OFF, block.names(), (), Force(force.since, force.until or force.since, force.source))


@lru_cache
def table() -> Calendar:
    """The calendar as shipped."""
    return read()


@lru_cache
def _semesters() -> dict[Semester, SemesterDates]:
    return {one.semester: one for year in table().years for one in year.semesters}


def semesters() -> tuple[Semester, ...]:
    """Every semester the calendar knows, in order of time."""
    return tuple(_semesters())


def dates(semester: Semester) -> Span:
    """The days of a semester. RulebookError if the calendar does not know it."""
    if semester not in _semesters():
        raise RulebookError(f"calendar.toml: has no semester {semester}; add its school year with a source.")
    return _semesters()[semester].span


def semester_of(day: date) -> Semester | None:
    """The semester a day lies in; None between semesters and outside the calendar."""
    return next((one.semester for one in _semesters().values() if one.span.contains(day)), None)


def current_semester(day: date) -> Semester:
    """The semester to work in: the one the day lies in, between semesters the coming one.

    RulebookError after the last semester the calendar knows.
    """
    for one in _semesters().values():
        if day < one.span.end:
            return one.semester
    raise RulebookError(
        f"calendar.toml: knows no semester on or after {day}; add the school year with a source."
    )


def school_year_of(day: date) -> SchoolYear:
    """The school year to work in: that of the current semester."""
    return current_semester(day).school_year


def is_school_day(day: date, grade: int | None = None) -> bool:
    """Whether there are lessons: inside a semester, no weekend, no holiday (of that grade), no day off."""
    semester = semester_of(day)
    if semester is None or day.weekday() >= SATURDAY:
        return False
    return not any(holiday.force.on(day) for holiday in holidays(semester.school_year, grade))


def free_day(day: date, grade: int | None = None) -> Holiday | None:
    """The school holiday (of that grade) or day off that a day lies in; None on all other days, weekends too."""
    years = (year for year in table().years for one in year.holidays if one.force.on(day))
    year = next(years, None)
    if year is None:
        return None
    return next((one for one in holidays(year.school_year, grade) if one.force.on(day)), None)


def working_day_from(day: date) -> date:
    """The first day from this one on that is no weekend and no day off, as far as the calendar knows them."""
    while day.weekday() >= SATURDAY or ((free := free_day(day)) is not None and free.kind == DAY_OFF):
        day += timedelta(days=1)
    return day


def school_days(span: Span, grade: int | None = None) -> int:
    """How many days with lessons lie in a span."""
    return sum(
        is_school_day(date.fromordinal(number), grade)
        for number in range(span.first.toordinal(), span.end.toordinal())
    )


def holidays(school_year: SchoolYear, grade: int | None = None) -> tuple[Holiday, ...]:
    """Holidays and days off of a school year for a grade, whose own holiday replaces the general one."""
    every = next((year.holidays for year in table().years if year.school_year == school_year), ())
    own = {holiday.kind for holiday in every if grade is not None and grade in holiday.grades}
    return tuple(
        holiday
        for holiday in every
        if (grade in holiday.grades if holiday.kind in own else not holiday.grades)
    )


def is_working_day(day: date) -> bool:
    """Monday to Friday, unless it is a day off for everybody; school holidays are working days."""
    return day.weekday() < SATURDAY and day not in _days_off()


@lru_cache
def _days_off() -> frozenset[date]:
    """Days off for everybody, as the calendar knows them, also those within school holidays."""
    every = (holiday for year in table().years for holiday in year.holidays if holiday.kind == DAY_OFF)
    return frozenset(day for holiday in every for day in _days_of(holiday.force))


def _days_of(force: Force) -> tuple[date, ...]:
    last = force.until or force.since
    return tuple(date.fromordinal(number) for number in range(force.since.toordinal(), last.toordinal() + 1))


def working_day(month: Month, number: int) -> date:
    """The working day of a month with that number, from 1; it may lie in the next month if there are not so many."""
    day, left = month.span.first, number - is_working_day(month.span.first)
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def shown() -> display.Table:
    """The calendar as shown to people, the latest school year first."""
    rows = []
    for year in reversed(table().years):
        for one in year.semesters:
            key, name = str(one.semester), words.say("semester_number", number=one.semester.number)
            rows.append(
                display.row(key, name, words.say("school_year", year=str(year.school_year)), one.force)
            )
        for holiday in year.holidays:
            said = words.say("school_year", year=str(year.school_year))
            if holiday.grades:
                said = words.say("school_year_grade", year=str(year.school_year), grade=holiday.grades[0])
            rows.append(display.row(holiday.kind, holiday.name, said, holiday.force))
    return display.table("calendar", table().title, rows)
