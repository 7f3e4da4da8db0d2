"""When things happened: on working days, in office hours, in order, and never after the demo's own present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pumpurs.rulebook import calendar
from pumpurs.values.periods import Semester, Span

RIGA = ZoneInfo("Europe/Riga")
OPENS, HOURS = 8, 9
BEFORE_TERM, AT_LEAST = timedelta(days=10), timedelta(days=35)
SATURDAY = 5


@dataclass(frozen=True)
class Term:
    """One semester as the demo sees it: its days, and the working days on which things can have happened."""

    semester: Semester
    span: Span
    school_year: int
    current: bool
    workdays: tuple[date, ...]

    def moments(self, starts: float, gaps: Sequence[float]) -> list[datetime]:
        """Moments so many working days apart, the first `starts` days into the term; pressed together if need be."""
        places, place = [], starts
        for gap in gaps:
            place += gap
            places.append(place)
        room = len(self.workdays) - 0.02
        if places and places[-1] > room:
            places = [place * room / places[-1] for place in places]
        return [self._moment(place) for place in places]

    def _moment(self, place: float) -> datetime:
        day = self.workdays[int(place)]
        minutes = int((place - int(place)) * HOURS * 60)
        return datetime(day.year, day.month, day.day, OPENS + minutes // 60, minutes % 60, tzinfo=RIGA)


def terms(first: str, now: datetime, most: int | None = None) -> tuple[Term, ...]:
    """The semesters from `first` to the current one, at most so many of the last."""
    today = now.astimezone(RIGA).date()
    current = calendar.current_semester(today)
    known = [one for one in calendar.semesters() if Semester.parse(first) <= one <= current]
    return tuple(_term(one, current, today) for one in known[-(most or len(known)) :])


def _term(semester: Semester, current: Semester, today: date) -> Term:
    span = calendar.dates(semester)
    is_current = semester == current
    end = min(span.end, today) if is_current else span.end
    first = min(span.first, today - AT_LEAST) if is_current else span.first
    every = (first + timedelta(days=number) for number in range((end - first).days))
    workdays = tuple(day for day in every if day.weekday() < SATURDAY)
    return Term(semester, span, semester.school_year.start_year, is_current, workdays)
