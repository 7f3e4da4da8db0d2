"""Who came to agreed sessions and who did not, for the rules of the night. For jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Entry
from pumpurs.values.periods import Span

CHUNK = 20_000


@dataclass(frozen=True)
class Attended:
    """One learner's session on a day, and whether the learner came."""

    institution_id: UUID
    learner_id: UUID
    day: date
    came: bool


def schools_with_sessions(*, viewer: Viewer, span: Span) -> frozenset[UUID]:
    """Institutions where a session was recorded in a span of days, also one that was taken out again."""
    return frozenset(_of(viewer, span).values_list("institution_id", flat=True).distinct())


def attended(*, viewer: Viewer, span: Span) -> Iterator[Attended]:
    """Every learner's session of a span of days, in order of time; sessions taken out are not among them."""
    rows = _of(viewer, span).filter(taken_out_at=None).order_by("begins_at", "id")
    columns = ("institution_id", "learner_id", "session__day", "attended")
    for institution, learner, day, came in rows.values_list(*columns).iterator(CHUNK):
        yield Attended(institution, learner, day, came)


def _of(viewer: Viewer, span: Span) -> QuerySet[Entry]:
    inside = {"session__day__gte": span.first, "session__day__lt": span.end}
    return Entry.objects.visible_to(viewer).filter(**inside)
