"""Who learns where, for the rules of the night: without names, by key of the store. For jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import calendar

CHUNK = 20_000


@dataclass(frozen=True)
class Stay:
    """A learner's stay in a class. `school_year`: the year it stands for; `end`: exclusive, None: still there."""

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
    this_year = calendar.school_year_of(as_of).start_year
    rows = (
        Enrollment.objects.visible_to(viewer).filter(since__lte=as_of).order_by("learner_id", "since", "id")
    )
    columns = ("institution_id", "learner_id", "school_class_id", "grade", "vocational", "since", "until")
    for institution, learner, group, grade, vocational, since, until in rows.values_list(*columns).iterator(
        CHUNK
    ):
        still = until is None or until > as_of
        last = (
            as_of if still or until is None else until - timedelta(days=1)
        )  # the grade is that of the last day
        year = this_year if still else calendar.school_year_of(last).start_year
        yield Stay(institution, learner, group, grade, vocational, year, since, until)
