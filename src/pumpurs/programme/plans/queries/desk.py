"""Figures of an approver's desk (ko gaida no manis): how much waits, since when, what can be approved at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

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
    beside each plan and when it is approved. `schools` only for who coordinates a municipality.
    """

    waiting: int
    oldest_since: datetime | None
    clean: int
    schools: SchoolsWithoutPlans | None


def queue_of(*, viewer: Viewer, day: date) -> Queue | None:
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
        .aggregate(
            waiting=Count("pk"),
            oldest_since=Min("waiting_since"),
            clean=Count("pk", filter=Q(is_clean=True) & Q(agreed)),
        )
    )
    coordinates = viewer.role is Role.MUNICIPAL_COORDINATOR
    return Queue(**found, schools=_schools_without(viewer, day) if coordinates else None)


def _schools_without(viewer: Viewer, day: date) -> SchoolsWithoutPlans:
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
    return SchoolsWithoutPlans(tuple(name for name, has_plan in rows if not has_plan), len(rows))
