"""Verb: a leaver's cases, plans and role go to somebody else in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.actions import handover
from pumpurs.programme.plans.lifecycle import PlanState
from pumpurs.programme.plans.models import Plan

FINISHED = (PlanState.CLOSED, PlanState.INACTIVE, PlanState.EVALUATED)


@dataclass(frozen=True)
class HandedOver:
    """How many cares and plans went to the colleague, and the colleague's appointment."""

    appointment_id: UUID
    cares: int
    plans: int


@transaction.atomic
def hand_over(
    *,
    appointment_id: UUID,
    colleague_id: UUID,
    first_day: date,
    last_day: date | None,
    viewer: Viewer,
    today: date,
) -> HandedOver:
    """For good (`last_day` None): role, cares and authorship of open plans move. Else a deputy for these days.

    Approvals wait for a role at a place, not for a person: who gets the role finds them on the desk. What was
    submitted stays known as the leaver's work, so that four eyes hold.
    """
    if last_day is not None:
        lent = handover.lend(
            appointment_id=appointment_id,
            colleague_id=colleague_id,
            first_day=first_day,
            last_day=last_day,
            viewer=viewer,
            today=today,
        )
        return HandedOver(lent.to_appointment_id, lent.cares, 0)
    moved = handover.hand_over(
        appointment_id=appointment_id,
        colleague_id=colleague_id,
        first_day=first_day,
        viewer=viewer,
        today=today,
    )
    written = Plan.objects.visible_to(viewer).filter(
        author_id=moved.from_account_id, author_appointment_id=appointment_id
    )
    plans = written.exclude(state__in=FINISHED).order_by("id").select_for_update(of=("self",))
    for plan in plans:
        plan.author_id, plan.author_appointment_id = moved.to_account_id, moved.to_appointment_id
        plan.save(update_fields=["author", "author_appointment_id"])
        details = {"from": str(moved.from_account_id), "to": str(moved.to_account_id)}
        audit.changed(viewer, "plans.handover", plan, details=details, purpose="staff")
    return HandedOver(moved.to_appointment_id, moved.cares, len(plans))
