"""Changing an approved plan: revise (pārskatīt), suspend (apturēt), resume (atsākt), remove (dzēst)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions.decide import locked, note_decision
from pumpurs.programme.plans.actions.draft import keys_of
from pumpurs.programme.plans.lifecycle import PLAN_LIFE
from pumpurs.programme.plans.models import Plan, Suspension
from pumpurs.rulebook import calendar, suspension_reasons
from pumpurs.values.reasons import Reason, Refused


def _resting(plan: Plan) -> None:
    plan.waiting_since = None
    plan.save(update_fields=["state", "version", "waiting_since"])


@transaction.atomic
def revise(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Open an approved plan for a new version; the approved one stays frozen, all levels approve the new one again."""
    plan = locked(plan_id, viewer)
    before = plan.state
    PLAN_LIFE.take("revise", plan, viewer)
    plan.version += 1
    _resting(plan)
    note_decision(plan, "revise", before, viewer, now)


@transaction.atomic
def suspend(*, plan_id: UUID, reason_code: str, note: str, viewer: Viewer, now: datetime) -> None:
    """Suspend from today, with a reason of the rulebook and a note: no support on suspended days."""
    plan = locked(plan_id, viewer)
    before, today = plan.state, localdate(now)
    if reason_code not in {term.key for term in suspension_reasons.reasons_on(today)}:
        raise Refused(Reason("plan.suspend.no_reason", place="reason_code"))
    if not note.strip():
        raise Refused(Reason("plan.suspend.no_note", place="note"))
    PLAN_LIFE.take("suspend", plan, viewer)
    _resting(plan)
    Suspension.objects.create(reason_code=reason_code, note=note.strip(), since=today, **keys_of(plan))
    note_decision(plan, "suspend", before, viewer, now, reason_code=reason_code, note=note)


@transaction.atomic
def resume(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Resume within the plan's own semester; the plan is under revision and approved again."""
    plan = locked(plan_id, viewer)
    before, today = plan.state, localdate(now)
    if str(calendar.current_semester(today)) != plan.semester:
        raise Refused(Reason("plan.resume.other_semester", {"semester": plan.semester}))
    PLAN_LIFE.take("resume", plan, viewer)
    plan.version += 1
    _resting(plan)
    Suspension.objects.filter(plan=plan, until=None).update(until=today)
    note_decision(plan, "resume", before, viewer, now)


@transaction.atomic
def remove(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Remove a plan on which no money was used; it stays in the history as inactive."""
    plan = locked(plan_id, viewer)
    before = plan.state
    PLAN_LIFE.take("remove", plan, viewer)
    _resting(plan)
    note_decision(plan, "remove", before, viewer, now, note=note)
