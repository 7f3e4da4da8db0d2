"""Periods (laika posmi): spans of days, months, school years and semesters, as half-open values.

When a semester begins and ends is law and stands in the rulebook's calendar, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs.values.reasons import Reason, Refused

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_SCHOOL_YEAR = re.compile(r"(\d{4})/(\d{4})", re.ASCII)
_SEMESTER = re.compile(r"(\d{4})/([12])", re.ASCII)


@dataclass(frozen=True, order=True)
class Span:
    """Days from `first` up to, not including, `end`. Never empty."""

    first: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.first:
            raise Refused(Reason("period.span.ends_before_it_begins", {"first": self.first, "end": self.end}))

    @classmethod
    def through(cls, first: date, last: date) -> Span:
        """The span whose last day is `last`, the way laws and people write it."""
        return cls(first, last + timedelta(days=1))

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days lie inside."""
        return (self.end - self.first).days

    def __len__(self) -> int:
        return self.days

    def contains(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return self.first <= day < self.end

    def covers(self, other: Span) -> bool:
        """Whether all of `other` lies inside."""
        return self.first <= other.first and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one day."""
        return self.first < other.end and other.first < self.end


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month, written 2026-04."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9998):
            raise Refused(Reason("period.month.not_a_month", {"given": f"{self.year}-{self.month}"}))

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-04"; Refused `period.month.not_a_month`."""
        found = _MONTH.fullmatch(text.strip())
        if found is None:
            raise Refused(Reason("period.month.not_a_month", {"given": text[:40]}))
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def span(self) -> Span:
        """The days of the month."""
        return Span(date(self.year, self.month, 1), date(self.next.year, self.next.month, 1))

    @property
    def next(self) -> Month:
        """The month after."""
        return self.plus(1)

    @property
    def previous(self) -> Month:
        """The month before."""
        return self.plus(-1)

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier if negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(day.year, day.month)


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """All months from `first` to `last`, both included; none if `last` is earlier."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(first.plus(step) for step in range(count))


def months_of(span: Span) -> tuple[Month, ...]:
    """All months that share a day with the span."""
    return months_between(month_of(span.first), month_of(span.last))


@dataclass(frozen=True, order=True)
class SchoolYear:
    """One school year, written 2025/2026."""

    start_year: int

    def __post_init__(self) -> None:
        if not 1900 <= self.start_year <= 9997:
            raise Refused(Reason("period.school_year.not_a_school_year", {"given": str(self.start_year)}))

    @classmethod
    def parse(cls, text: str) -> SchoolYear:
        """Read "2025/2026"; Refused `period.school_year.not_a_school_year`."""
        found = _SCHOOL_YEAR.fullmatch(text.strip())
        if found is None or int(found[2]) != int(found[1]) + 1:
            raise Refused(Reason("period.school_year.not_a_school_year", {"given": text[:40]}))
        return cls(int(found[1]))

    def __str__(self) -> str:
        return f"{self.start_year:04}/{self.start_year + 1:04}"

    @property
    def next(self) -> SchoolYear:
        """The school year after."""
        return SchoolYear(self.start_year + 1)

    @property
    def previous(self) -> SchoolYear:
        """The school year before."""
        return SchoolYear(self.start_year - 1)

    @property
    def semesters(self) -> tuple[Semester, Semester]:
        """Its first and second semester."""
        return Semester(self, 1), Semester(self, 2)


@dataclass(frozen=True, order=True)
class Semester:
    """The first or second half of a school year, written 2025/2: the year the school year began, number."""

    school_year: SchoolYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2):
            raise Refused(
                Reason("period.semester.not_a_semester", {"given": f"{self.school_year}, {self.number}"})
            )

    @classmethod
    def parse(cls, text: str) -> Semester:
        """Read "2025/2"; Refused `period.semester.not_a_semester`."""
        found = _SEMESTER.fullmatch(text.strip())
        if found is None:
            raise Refused(Reason("period.semester.not_a_semester", {"given": text[:40]}))
        return cls(SchoolYear(int(found[1])), int(found[2]))

    def __str__(self) -> str:
        return f"{self.school_year.start_year:04}/{self.number}"

    @property
    def next(self) -> Semester:
        """The semester after."""
        return Semester(self.school_year, 2) if self.number == 1 else Semester(self.school_year.next, 1)

    @property
    def previous(self) -> Semester:
        """The semester before."""
        return Semester(self.school_year, 1) if self.number == 2 else Semester(self.school_year.previous, 2)
