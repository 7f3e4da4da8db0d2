"""Who learns where, for the rules of the night: without names, by key of the store. For jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import calendar, indicators

CHUNK = 20_000


@dataclass(frozen=True)
class Stay:
    """A learner's stay in a class. `school_year`: that of its last day, or of the night while it goes on; `end`:
    exclusive, None: still there. Whose last day is that on which September's list was confirmed was there for the
    year before.
    """

    institution_id: UUID
    learner_id: UUID
    class_id: UUID | None
    grade: int
    vocational: bool
    school_year: int
    first: date
    end: date | None


def stays(*, viewer: Viewer, as_of: date) -> Iterator[Stay]:
    """Every enrolment begun by `as_of`, past ones too, in order of learners."""
    this_year = _year(as_of)
    rows = (
        Enrollment.objects.visible_to(viewer).filter(since__lte=as_of).order_by("learner_id", "since", "id")
    )
    columns = ("institution_id", "learner_id", "school_class_id", "grade", "vocational", "since", "until")
    for institution, learner, group, grade, vocational, since, until in rows.values_list(*columns).iterator(
        CHUNK
    ):
        still = until is None or until > as_of
        year = this_year if until is None or still else _year_of_end(since, until - timedelta(days=1))
        yield Stay(institution, learner, group, grade, vocational, year, since, until)


def _year(day: date) -> int:
    """The school year of a day; the summer belongs to the year that ended."""
    year = calendar.school_year_of(day)
    return year.start_year - (day < calendar.dates(year.semesters[0]).first)


def _year_of_end(since: date, last: date) -> int:
    """September's list closes the year before for whoever was there before the new year began."""
    year = calendar.school_year_of(last)
    begins = calendar.dates(year.semesters[0]).first
    closing = last.month in indicators.indicator("enrolled_nowhere").list_of("finished_months")
    return begins.year - 1 if closing and last.year == begins.year and since < begins else _year(last)
