"""Plans that somebody must look after: the family's consent ended, the learner leaves, another institution took in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment, Learner, RosterChange
from pumpurs.programme.plans.lifecycle import PlanState
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.queries.cards import PlanCard, plan_card
from pumpurs.programme.plans.queries.one import purpose_of
from pumpurs.programme.plans.queries.rows import shown_rows
from pumpurs.values.roles import Role

MOST = 10
FINISHED = (PlanState.CLOSED, PlanState.INACTIVE, PlanState.EVALUATED)


@dataclass(frozen=True)
class ToLookAfter:
    """How many plans there are, and the first of them."""

    count: int
    plans: tuple[PlanCard, ...]


def without_consent(*, viewer: Viewer, day: date) -> ToLookAfter:
    """Plans whose time is not over although the family's consent ended: the author's own, the head's all.

    They keep their state; no new support is given until the family agrees again.
    """
    rows = Plan.objects.visible_to(viewer).filter(until__gt=day)
    if viewer.role is Role.PLAN_AUTHOR:
        rows = rows.filter(author_id=viewer.account_id)
    elif viewer.role is not Role.HEAD:
        return ToLookAfter(0, ())
    ended = (
        shown_rows(rows)
        .filter(Q(has_consent=False, consent_ended__isnull=False))
        .order_by(F("consent_ended").desc(), "number")
    )
    return _found(ended, viewer, "plan.without_consent", purpose_of(viewer))


def taken_elsewhere(*, viewer: Viewer, day: date) -> ToLookAfter:
    """For the head: plans whose time is not over, of learners whom another institution took in, the latest first.

    The plan's author no longer sees the learner, nor the plan.
    """
    if viewer.role is not Role.HEAD:
        return ToLookAfter(0, ())
    rows = Plan.objects.visible_to(viewer).filter(until__gt=day)
    here = {"institution_id": OuterRef("institution_id")}
    left = Enrollment.objects.filter(learner_id=OuterRef("learner_id"), taken_on__isnull=False, **here)
    here_still = Learner.objects.filter(pk=OuterRef("learner_id"), **here)
    told = shown_rows(rows.filter(~Exists(here_still))).annotate(
        taken_on=Subquery(left.order_by("-taken_on").values("taken_on")[:1])
    )
    ordered = told.filter(taken_on__isnull=False).order_by("-taken_on", "number")
    return _found(ordered, viewer, "plan.taken_elsewhere", purpose_of(viewer))


def of_leavers(*, viewer: Viewer, roster_id: UUID) -> ToLookAfter:
    """Plans in reach that somebody must end or hand over when these learners leave."""
    leavers = RosterChange.objects.visible_to(viewer).filter(roster_id=roster_id, what="leaving")
    rows = Plan.objects.visible_to(viewer).filter(learner_id__in=leavers.values("record_id"))
    return _found(shown_rows(rows).order_by("class_name", "number"), viewer, "plan.of_leavers", "roster")


def _found(rows: QuerySet[Plan], viewer: Viewer, action: str, purpose: str) -> ToLookAfter:
    rows = rows.exclude(state__in=FINISHED)
    plans = tuple(map(plan_card, rows[: MOST + 1]))
    count = rows.count() if len(plans) > MOST else len(plans)
    audit.shown(viewer, action, learners=[plan.learner_id for plan in plans[:MOST]], purpose=purpose)
    return ToLookAfter(count, plans[:MOST])
