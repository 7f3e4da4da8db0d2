"""Plans whose author still has hours for them: preparing, following, evaluating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.rules import plan_code
from pumpurs.programme.work.preconditions import preparation_minutes
from pumpurs.rulebook import calendar

MOST = 100


@dataclass(frozen=True)
class PlanHours:
    """One own plan and what its hours for itself are; minutes left are never less than nothing."""

    plan_id: UUID
    learner_id: UUID
    learner: str
    code: str
    minutes_most: int
    minutes_used: int
    approved_on: date | None

    @property
    def minutes_left(self) -> int:
        """What may still be recorded."""
        return max(0, self.minutes_most - self.minutes_used)


def plans_to_prepare(*, viewer: Viewer, today: date) -> tuple[PlanHours, ...]:
    """The viewer's own plans that the head approved, of this semester and the last one, newest first."""
    semester = calendar.current_semester(today)
    used = Sum("preparations__minutes", filter=Q(preparations__taken_out_at=None), default=0)
    rows = (
        Plan.objects.visible_to(viewer)
        .filter(author_id=viewer.account_id, first_head_approved_at__isnull=False)
        .filter(semester__in=[str(semester), str(semester.previous)])
        .exclude(state="inactive")
        .select_related("learner")
        .annotate(minutes_used=used)
        .order_by("-semester", "learner__sort_key", "id")[:MOST]
    )
    found = tuple(
        PlanHours(
            plan_id=row.id,
            learner_id=row.learner_id,
            learner=f"{row.learner.given_name} {row.learner.family_name}",
            code=plan_code(row.semester, row.number),
            minutes_most=preparation_minutes(row),
            minutes_used=row.minutes_used,
            approved_on=localdate(row.first_head_approved_at) if row.first_head_approved_at else None,
        )
        for row in rows
    )
    audit.shown(viewer, "work.preparation", learners=[one.learner_id for one in found])
    return found
