"""More hours for a measure whose planned ones are used up: asked by the provider, granted by a revision of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions import change, write
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, PlanState
from pumpurs.programme.plans.models import Measure, Plan
from pumpurs.programme.plans.rules import MeasureDraft
from pumpurs.programme.work.models import HoursAsked
from pumpurs.programme.work.permissions import asks_for_hours, writes_plans_of_this_learner
from pumpurs.programme.work.preconditions import (
    asked_not_before,
    consultation_in_force,
    not_answered,
    plan_runs,
    some_time_asked,
    supports_of,
)
from pumpurs.programme.work.rules import DECLINED, GRANTED, hours_to_add
from pumpurs.values.periods import Span


@dataclass(frozen=True)
class Led:
    """Where asking led: the plan is open for writing (`revised`), or its author was told."""

    plan_id: UUID
    revised: bool
    measure_id: UUID | None  # the line in the plan's working lines, if it is still there


@transaction.atomic
def ask(*, plan_id: UUID, measure_id: UUID, minutes: int, viewer: Viewer, now: datetime) -> Led:
    """Ask for `minutes` more of a measure. Whoever may revise the plan starts the revision at once.

    DoesNotExist for a plan out of reach; Refused where nothing of the kind was approved, or it was asked already.
    """
    refuse_if(not_yours("work.hours", asks_for_hours, viewer))
    plan = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=plan_id)
    support = supports_of([plan], plan.since)[plan_id]
    refuse_if(plan_runs(plan, ""), consultation_in_force(support, measure_id), some_time_asked(minutes))
    steps = PLAN_LIFE.open_steps(plan, viewer)
    if "revise" in steps:
        change.revise(plan_id=plan_id, viewer=viewer, now=now)
    elif "write" not in steps:
        return _told(plan, support.measures[str(measure_id)]["kind"], measure_id, minutes, viewer, now)
    line = Measure.objects.filter(plan=plan, pk=measure_id).values_list("id", flat=True).first()
    return Led(plan_id, revised=True, measure_id=line)


def _told(plan: Plan, kind: str, measure_id: UUID, minutes: int, viewer: Viewer, now: datetime) -> Led:
    refuse_if(asked_not_before(plan, measure_id, viewer))
    asked = HoursAsked.objects.create(
        plan=plan,
        learner_id=plan.learner_id,
        institution_id=plan.institution_id,
        measure_id=measure_id,
        kind=kind,
        minutes=minutes,
        by_id=viewer.account_id,
        at=now,
    )
    audit.changed(viewer, "work.ask_hours", asked, details={"kind": kind, "minutes": minutes})
    return Led(plan.id, revised=False, measure_id=None)


@transaction.atomic
def grant(*, asked_id: UUID, viewer: Viewer, now: datetime) -> Led:
    """Start a revision of the plan with these hours already added to its line; it is submitted as any other.

    DoesNotExist out of reach; Refused where the plan cannot be revised now.
    """
    asked = _locked(asked_id, viewer)
    plan = Plan.objects.visible_to(viewer).get(pk=asked.plan_id)
    if plan.state != PlanState.UNDER_REVISION:
        change.revise(plan_id=plan.id, viewer=viewer, now=now)
    row = Measure.objects.filter(plan_id=plan.id, pk=asked.measure_id).first()
    if row is not None:
        write.put_measure(
            plan_id=plan.id,
            measure_id=row.id,
            draft=_with_more(row, asked.minutes),
            revision=row.revision,
            viewer=viewer,
            now=now,
        )
    _answered(asked, GRANTED, viewer, now)
    return Led(plan.id, revised=True, measure_id=row.id if row else None)


@transaction.atomic
def decline(*, asked_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The author keeps the hours as they are. DoesNotExist out of reach."""
    _answered(_locked(asked_id, viewer), DECLINED, viewer, now)


def _locked(asked_id: UUID, viewer: Viewer) -> HoursAsked:
    asked = HoursAsked.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=asked_id)
    refuse_if(not_yours("work.hours", writes_plans_of_this_learner, viewer, asked))
    refuse_if(not_answered(asked))
    return asked


def _answered(asked: HoursAsked, answer: str, viewer: Viewer, now: datetime) -> None:
    asked.answer, asked.answered_by_id, asked.answered_at = answer, viewer.account_id, now
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.changed(viewer, "work.answer_hours", asked, details={"answer": answer})


def _with_more(row: Measure, minutes: int) -> MeasureDraft:
    """The measure as it stands, with the hours that were asked for."""
    return MeasureDraft(
        kind=row.kind,
        risks=tuple(row.risks),
        span=Span(row.since, row.until),
        hours_planned=(row.hours_planned or 0) + hours_to_add(minutes),
        amount_eur=None,
        subject=row.subject,
        expected_result=row.expected_result,
        provider_profession=row.provider_profession,
    )
