"""Changing an approved plan: revise (pārskatīt), discard, suspend (apturēt), resume (atsākt), remove (dzēst)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions.decide import locked, note_decision
from pumpurs.programme.plans.actions.draft import keys_of, put_back
from pumpurs.programme.plans.lifecycle import PLAN_LIFE
from pumpurs.programme.plans.models import Plan, PlanVersion, Suspension


def _taken(step: str, plan: Plan, viewer: Viewer, now: datetime, *, version: int | None = None) -> None:
    before = plan.state
    PLAN_LIFE.take(step, plan, viewer)
    plan.version, plan.waiting_since = version or plan.version, None
    plan.save(update_fields=["state", "version", "waiting_since"])
    note_decision(plan, step, before, viewer, now)


@transaction.atomic
def revise(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Open an approved plan for a new version; the approved one stays frozen, all levels approve the new one again."""
    plan = locked(plan_id, viewer, now)
    _taken("revise", plan, viewer, now, version=plan.version + 1)


@transaction.atomic
def discard(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Drop a revision of which nothing was submitted yet: what was approved last stands in the plan again."""
    plan = locked(plan_id, viewer, now)
    approved = PlanVersion.objects.filter(plan=plan, approved_at__isnull=False).order_by("-number").first()
    _taken("discard", plan, viewer, now, version=approved.number if approved else None)
    if approved:
        put_back(plan, approved.content)
        plan.save()


@transaction.atomic
def suspend(*, plan_id: UUID, reason_code: str, note: str, viewer: Viewer, now: datetime) -> None:
    """Suspend from today, with a reason of the rulebook and a note: no support on suspended days."""
    plan = locked(plan_id, viewer, now, reason_code=reason_code, note=note.strip())
    _taken("suspend", plan, viewer, now)
    Suspension.objects.create(
        reason_code=reason_code, note=plan.asked.note, since=localdate(now), **keys_of(plan)
    )


@transaction.atomic
def resume(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Resume within the plan's own semester; the plan is under revision and approved again."""
    plan = locked(plan_id, viewer, now)
    _taken("resume", plan, viewer, now, version=plan.version + 1)
    Suspension.objects.filter(plan=plan, until=None).update(until=localdate(now))


@transaction.atomic
def remove(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Remove a plan on which no money was used; it stays in the history as inactive."""
    _taken("remove", locked(plan_id, viewer, now, note=note.strip()), viewer, now)
