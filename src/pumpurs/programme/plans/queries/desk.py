"""Figures of an approver's desk (ko gaida no manis): how much waits, since when, what can be approved at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, Value

from pumpurs.foundation.together import Question, Rows, moment
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.partners.models import Institution, Participation
from pumpurs.programme.plans.lifecycle import PlanState
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.permissions import STATE_OF_LEVEL
from pumpurs.rulebook import calendar
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class SchoolsWithoutPlans:
    """Institutions that take part today and have no plan of this semester, by name; `of` how many take part."""

    names: tuple[str, ...]
    of: int


@dataclass(frozen=True)
class Queue:
    """What waits for an approver: how many plans, since when the oldest does, how many of them are clean.

    Clean is what was marked so when it was submitted and to which the family still agrees; caps are checked again
    beside each plan and when it is approved.
    """

    waiting: int
    oldest_since: datetime | None
    clean: int


def queue_of(*, viewer: Viewer) -> Question[Queue] | None:
    """The figures above the queue; None for roles that decide on no plan. No learner is named."""
    state = STATE_OF_LEVEL.get(viewer.role)
    if state is None:
        return None
    signed = {"learner_id": OuterRef("learner_id"), "state": "signed"}
    agreed = Exists(Consent.objects.filter(**signed)) & Exists(
        Application.objects.filter(semester=OuterRef("semester"), **signed)
    )
    found = (
        Plan.objects.visible_to(viewer)
        .filter(state=state)
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(
            waiting=Count("pk"),
            oldest_since=Min("waiting_since"),
            can_go=Count("pk", filter=Q(is_clean=True) & Q(agreed)),
        )
    )
    return Question(found.values_list("waiting", "oldest_since", "can_go"), _queue)


def _queue(rows: Rows) -> Queue:
    waiting, oldest_since, clean = rows[0] if rows else (0, None, 0)
    return Queue(waiting, moment(oldest_since), clean)


def schools_without_plans(*, viewer: Viewer, day: date) -> Question[SchoolsWithoutPlans] | None:
    """For who coordinates a municipality; None for others."""
    if viewer.role is not Role.MUNICIPAL_COORDINATOR:
        return None
    here = {"institution_id": OuterRef("pk")}
    takes_part = Participation.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, **here)
    plans = Plan.objects.filter(semester=str(calendar.current_semester(day)), **here)
    rows = (
        Institution.objects.filter(pk__in=viewer.reach.institutions)
        .filter(Exists(takes_part))
        .annotate(has_plan=Exists(plans.exclude(state=PlanState.INACTIVE)))
        .order_by("name")
        .values_list("name", "has_plan")
    )
    return Question(rows, _without)


def _without(rows: Rows) -> SchoolsWithoutPlans:
    return SchoolsWithoutPlans(tuple(name for name, has_plan in rows if not has_plan), len(rows))
