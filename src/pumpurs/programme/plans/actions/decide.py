"""The approval chain (saskaņošana): submit, approve, send back, refuse, comment on a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.actions.draft import keys_of
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, WAITING, PlanState, after
from pumpurs.programme.plans.models import Decision, LineComment, Plan, PlanVersion, content_of
from pumpurs.programme.plans.preconditions import as_seen_on_the_desk
from pumpurs.programme.plans.rules import Asked, plan_code, substance
from pumpurs.rulebook import approval_chains
from pumpurs.values.reasons import Reason


def hold_families(learner_ids: Iterable[UUID], viewer: Viewer) -> None:
    """Lock learners: what a family answers and what is decided on its child happen one after another.

    A learner who left is out of many an approver's reach; their consent is not, so it is locked too.
    """
    learners = Learner.objects.visible_to(viewer).filter(pk__in=learner_ids).order_by("id")
    consents = Consent.objects.visible_to(viewer).filter(learner_id__in=learner_ids, state="signed")
    list(learners.select_for_update(of=("self",)).values_list("id"))
    list(consents.order_by("id").select_for_update(of=("self",)).values_list("id"))


def locked(plan_id: UUID, viewer: Viewer, now: datetime, **asked: Any) -> Plan:
    """The plan in reach, its learner and then itself locked, with what comes along with the step to be taken."""
    rows = Plan.objects.visible_to(viewer)
    hold_families([rows.values_list("learner_id", flat=True).get(pk=plan_id)], viewer)
    plan: Plan = rows.select_for_update(of=("self",)).select_related("partner").get(pk=plan_id)
    plan.asked = Asked(localdate(now), **asked)
    return plan


def note_decision(plan: Plan, step: str, before: str, viewer: Viewer, now: datetime) -> None:
    """One line of the plan's history and one of the audit trail."""
    Decision.objects.create(
        version=plan.version,
        step=step,
        by_id=viewer.account_id,
        role=viewer.role,
        at=now,
        from_state=before,
        to_state=plan.state,
        reason_code=plan.asked.reason_code,
        note=plan.asked.note,
        **keys_of(plan),
    )
    details = {"from": before, "to": plan.state, "version": plan.version, "reason": plan.asked.reason_code}
    audit.changed(viewer, f"plan.{step}", plan, details=details, purpose="approval")


def _clean(plan: Plan, frozen: PlanVersion) -> bool:
    """Nothing to read again: caps and consent were just checked, and risks and measures are those approved before.

    The application's signature asks for no look (the consent, given once, was read with the first plan).
    A copy is dated anew for its own semester; a revision must not even move a day of support.
    """
    before = PlanVersion.objects.filter(plan=plan, approved_at__isnull=False).order_by("-number").first()
    if before is None and plan.copied_from_id:
        earlier = PlanVersion.objects.filter(plan_id=plan.copied_from_id, approved_at__isnull=False)
        before = earlier.order_by("-number").first()
    if before is None or (plan.application and plan.application.asks_for_a_look):
        return False
    dated = before.plan_id == plan.id
    return bool(substance(before.content, dated=dated) == substance(frozen.content, dated=dated))


@transaction.atomic
def submit(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Submit for approval; freezes what stands in the plan. Refused with all that is missing, each with its place."""
    plan = locked(plan_id, viewer, now)
    before = plan.state
    PLAN_LIFE.take("submit", plan, viewer)
    if PlanVersion.objects.filter(plan=plan, number=plan.version).exists():
        plan.version += 1
    consents = Consent.objects.filter(learner_id=plan.learner_id, state="signed")
    applications = Application.objects.filter(
        learner_id=plan.learner_id, semester=plan.semester, state="signed"
    )
    plan.consent = consents.order_by("-signed_on").first()
    plan.application = applications.order_by("-signed_on").first()
    frozen = PlanVersion.objects.create(
        number=plan.version, content=content_of(plan), frozen_at=now, **keys_of(plan)
    )
    plan.is_clean = _clean(plan, frozen)
    plan.submitted_at = plan.waiting_since = now
    plan.save()
    note_decision(plan, "submit", before, viewer, now)


def _approve(plan: Plan, viewer: Viewer, now: datetime) -> None:
    before = plan.state
    chain = approval_chains.chain(plan.partner.kind, localdate(now))
    target = after(PlanState(before), chain) if before in WAITING else None
    PLAN_LIFE.take("approve", plan, viewer, target=target)
    if before == PlanState.AT_HEAD and plan.first_head_approved_at is None:
        plan.first_head_approved_at = now
    plan.waiting_since = now
    if plan.state == PlanState.APPROVED:
        plan.approved_at, plan.waiting_since = now, None
        PlanVersion.objects.filter(plan=plan, number=plan.version).update(approved_at=now)
    plan.save(update_fields=["state", "waiting_since", "first_head_approved_at", "approved_at"])
    note_decision(plan, "approve", before, viewer, now)


@transaction.atomic
def approve(*, plan_id: UUID, viewer: Viewer, now: datetime, version: int | None = None) -> str:
    """Approve at the viewer's level (saskaņot); the plan's code. DoesNotExist out of reach; Refused with every reason.

    `version` is the one that was read; Refused if the author submitted another one meanwhile.
    """
    plan = locked(plan_id, viewer, now, version=version)
    _approve(plan, viewer, now)
    return plan_code(plan.semester, plan.number)


@transaction.atomic
def approve_many(*, read: Mapping[UUID, int], viewer: Viewer, now: datetime) -> int:
    """Approve several clean plans at once, all or none; how many. `read` names each with the version on the desk.

    Refused if one is not clean now, not open, or not the version that was seen.
    """
    rows = Plan.objects.visible_to(viewer).filter(pk__in=read)
    hold_families(list(rows.values_list("learner_id", flat=True)), viewer)
    plans = list(rows.select_for_update(of=("self",)).select_related("partner").order_by("id"))
    if len(plans) != len(read):
        raise Plan.DoesNotExist
    against: list[Reason] = []
    for plan in plans:
        plan.asked = Asked(localdate(now))
        if unlike := as_seen_on_the_desk(plan, read[plan.id]):
            against.append(unlike)
        against += PLAN_LIFE.reasons_against("approve", plan, viewer)
    refuse_if(tuple(against))
    for plan in plans:
        _approve(plan, viewer, now)
    return len(plans)


def _back_to(plan: Plan) -> PlanState:
    return PlanState.UNDER_REVISION if plan.approved_at else PlanState.DRAFT


@transaction.atomic
def comment(*, plan_id: UUID, line: str, text: str, viewer: Viewer, now: datetime) -> None:
    """Comment on one line while the plan waits for this viewer."""
    plan = locked(plan_id, viewer, now, line=line, note=text.strip())
    PLAN_LIFE.take("comment", plan, viewer)
    LineComment.objects.create(
        line=line, text=plan.asked.note, by_id=viewer.account_id, role=viewer.role, at=now, **keys_of(plan)
    )
    audit.changed(viewer, "plan.comment", plan, details={"line": line}, purpose="approval")


def _decided(step: str, plan: Plan, viewer: Viewer, now: datetime, target: PlanState | None = None) -> str:
    before = plan.state
    PLAN_LIFE.take(step, plan, viewer, target=target)
    plan.waiting_since = None
    plan.save(update_fields=["state", "waiting_since"])
    note_decision(plan, step, before, viewer, now)
    return plan_code(plan.semester, plan.number)


@transaction.atomic
def send_back(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> str:
    """Return to the author (atgriezt labošanai), with a note or an open comment on a line; the plan's code."""
    plan = locked(plan_id, viewer, now, note=note.strip())
    return _decided("send_back", plan, viewer, now, _back_to(plan))


@transaction.atomic
def take_back(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The author takes a plan back while it still waits for the head."""
    plan = locked(plan_id, viewer, now)
    _decided("take_back", plan, viewer, now, _back_to(plan))


@transaction.atomic
def refuse(*, plan_id: UUID, reason_code: str, note: str, viewer: Viewer, now: datetime) -> str:
    """Refuse with a reason of the rulebook, for instance no real threat of leaving school; the plan's code."""
    plan = locked(plan_id, viewer, now, reason_code=reason_code, note=note.strip())
    return _decided("refuse", plan, viewer, now)
