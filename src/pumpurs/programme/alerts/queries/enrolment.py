"""Who learns where, for the rules of the night: without names, by key of the store. For jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import F

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment
from pumpurs.values.periods import SchoolYear

CHUNK = 20_000


@dataclass(frozen=True)
class Stay:
    """A learner's school year at an institution. `school_year`: the year it began in; `end`: exclusive, None: still
    there.
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
    """Every enrolment begun by `as_of`, past ones too, in order of learners; not those that ended as they began."""
    rows = (
        Enrollment.objects.visible_to(viewer)
        .filter(since__lte=as_of)
        .exclude(until__lte=F("since"))
        .order_by("learner_id", "since", "id")
    )
    columns = (
        "institution_id", "learner_id", "school_class_id", "grade", "vocational", "school_year", "since", "until",
    )  # fmt: skip
    for institution, learner, group, grade, vocational, year, since, until in rows.values_list(
        *columns
    ).iterator(CHUNK):
        yield Stay(institution, learner, group, grade, vocational, _start_of(year), since, until)


@lru_cache(maxsize=64)
def _start_of(school_year: str) -> int:
    return SchoolYear.parse(school_year).start_year
