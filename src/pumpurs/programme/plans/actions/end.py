"""The end of a plan: evaluated by its author (izvērtēt), reopened or closed by the head (noslēgt).

What an evaluation says lives in the room `outcomes`, which takes these steps along with its own.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions.decide import locked, note_decision
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, PlanState
from pumpurs.programme.plans.models import Plan, Suspension


@transaction.atomic
def evaluate(*, plan_id: UUID, viewer: Viewer, now: datetime) -> Plan:
    """The plan is evaluated and waits for the head. Who did so is among its writers, and does not close it."""
    plan = locked(plan_id, viewer, now)
    plan.writers = sorted({*plan.writers, viewer.account_id})
    plan.waiting_since = now
    return _taken("evaluate", plan, viewer, now)


@transaction.atomic
def reopen(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> Plan:
    """The head returns the evaluation with words; a plan that rested rests again."""
    plan = locked(plan_id, viewer, now, note=note.strip())
    rests = Suspension.objects.filter(plan=plan, until=None).exists()
    plan.waiting_since = None
    return _taken("reopen", plan, viewer, now, PlanState.SUSPENDED if rests else PlanState.APPROVED)


@transaction.atomic
def close(*, plan_id: UUID, viewer: Viewer, now: datetime) -> Plan:
    """The head approves the evaluation; the plan is over."""
    plan = locked(plan_id, viewer, now)
    plan.waiting_since = None
    return _taken("close", plan, viewer, now)


def _taken(step: str, plan: Plan, viewer: Viewer, now: datetime, target: PlanState | None = None) -> Plan:
    before = plan.state
    PLAN_LIFE.take(step, plan, viewer, target=target)
    plan.save(update_fields=["state", "waiting_since", "writers"])
    note_decision(plan, step, before, viewer, now)
    return plan
