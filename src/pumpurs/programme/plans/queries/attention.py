"""Plans that somebody must look after: the family's consent ended, the learner leaves, another institution took in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import RowNumber

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


NONE = ToLookAfter(0, ())


@dataclass(frozen=True)
class LookedAfter:
    """`ended`: plans whose family no longer agrees. `taken`: plans of learners whom another institution took in."""

    ended: ToLookAfter = NONE
    taken: ToLookAfter = NONE


def to_look_after(*, viewer: Viewer, day: date) -> LookedAfter:
    """Plans whose time is not over and that somebody must look after, each list's latest first; one statement.

    For the author the own ones, for the head all. They keep their state: without consent no new support is given until
    the family agrees again; whom another institution took in, the plan's author no longer sees, nor the plan.
    """
    rows = Plan.objects.visible_to(viewer).filter(until__gt=day).exclude(state__in=FINISHED)
    if viewer.role is Role.PLAN_AUTHOR:
        found = list(_first(_ended(rows.filter(author_id=viewer.account_id))))
    elif viewer.role is Role.HEAD:
        found = list(_first(_ended(rows)).union(_first(_taken(rows)), all=True))
    else:
        return LookedAfter()
    audit.shown(
        viewer, "plan.look_after", learners=[row.learner_id for row in found], purpose=purpose_of(viewer)
    )
    return LookedAfter(_list(found, "ended"), _list(found, "taken"))


def _ended(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    ended = shown_rows(rows).filter(Q(has_consent=False, consent_ended__isnull=False))
    never = Value(None, output_field=DateField(null=True))
    return ended.annotate(taken_on=never, why=Value("ended"), latest=F("consent_ended"))


def _taken(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    here = {"institution_id": OuterRef("institution_id")}
    left = Enrollment.objects.filter(learner_id=OuterRef("learner_id"), taken_on__isnull=False, **here)
    here_still = Learner.objects.filter(pk=OuterRef("learner_id"), **here)
    told = shown_rows(rows.filter(~Exists(here_still))).annotate(
        taken_on=Subquery(left.order_by("-taken_on").values("taken_on")[:1]), why=Value("taken")
    )
    return told.filter(taken_on__isnull=False).annotate(latest=F("taken_on"))


def _first(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """The first of them, each with how many there are and its turn."""
    turn = Window(RowNumber(), order_by=[F("latest").desc(), F("number")])
    return rows.annotate(of=Window(Count("pk")), turn=turn).order_by("turn")[:MOST]


def _list(found: list[Plan], why: str) -> ToLookAfter:
    told = sorted((row for row in found if vars(row)["why"] == why), key=lambda row: int(vars(row)["turn"]))
    return ToLookAfter(int(vars(told[0])["of"]), tuple(map(plan_card, told))) if told else NONE


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
