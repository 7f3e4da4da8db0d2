"""The approval chain (saskaņošana): submit, approve, send back, refuse, comment on a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.actions.draft import content_of, keys_of
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, WAITING, PlanState, after
from pumpurs.programme.plans.models import Decision, LineComment, Plan, PlanVersion
from pumpurs.programme.plans.permissions import approver_of_this_level
from pumpurs.programme.plans.rules import substance
from pumpurs.rulebook import approval_chains, refusal_reasons, risks
from pumpurs.values.reasons import Reason, Refused


def locked(plan_id: UUID, viewer: Viewer) -> Plan:
    """The plan, in reach and locked to the end of the transaction."""
    rows = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    return rows.get(pk=plan_id)


def note_decision(
    plan: Plan,
    step: str,
    before: str,
    viewer: Viewer,
    now: datetime,
    *,
    reason_code: str = "",
    note: str = "",
) -> None:
    """One line of the plan's history and one of the audit trail."""
    Decision.objects.create(
        version=plan.version,
        step=step,
        by_id=viewer.account_id,
        role=viewer.role,
        at=now,
        from_state=before,
        to_state=plan.state,
        reason_code=reason_code,
        note=note.strip(),
        **keys_of(plan),
    )
    details = {"from": before, "to": plan.state, "version": plan.version, "reason": reason_code}
    audit.changed(viewer, f"plan.{step}", plan, details=details, purpose="approval")


def _clean(plan: Plan, frozen: PlanVersion) -> bool:
    """Nothing to read again: caps and consent were just checked, and risks and measures are those approved before.

    A copy is dated anew for its own semester; a revision must not even move a day of support.
    """
    before = PlanVersion.objects.filter(plan=plan, approved_at__isnull=False).order_by("-number").first()
    if before is None and plan.copied_from_id:
        earlier = PlanVersion.objects.filter(plan_id=plan.copied_from_id, approved_at__isnull=False)
        before = earlier.order_by("-number").first()
    if before is None:
        return False
    dated = before.plan_id == plan.id
    return bool(substance(before.content, dated=dated) == substance(frozen.content, dated=dated))


@transaction.atomic
def submit(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Submit for approval; freezes what stands in the plan. Refused with all that is missing, each with its place."""
    plan = locked(plan_id, viewer)
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
    LineComment.objects.filter(plan=plan, settled_at=None).update(settled_at=now)
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
def approve(*, plan_id: UUID, viewer: Viewer, now: datetime, version: int | None = None) -> None:
    """Approve at the viewer's level (saskaņot). DoesNotExist out of reach; Refused with every reason.

    `version` is the one that was read; Refused if the author submitted another one meanwhile.
    """
    plan = locked(plan_id, viewer)
    if version is not None and version != plan.version:
        raise Refused(Reason("plan.approve.other_version", {"version": plan.version}))
    _approve(plan, viewer, now)


@transaction.atomic
def approve_many(*, plan_ids: Sequence[UUID], viewer: Viewer, now: datetime) -> int:
    """Approve several clean plans at once, all or none; how many. Refused if one is not clean or not open."""
    ids = sorted(set(plan_ids))
    rows = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    plans = list(rows.filter(pk__in=ids).order_by("id"))
    if len(plans) != len(ids):
        raise Plan.DoesNotExist
    against = [
        Reason("plan.approve.not_clean", {"number": plan.number}) for plan in plans if not plan.is_clean
    ]
    for plan in plans:
        if reasons := PLAN_LIFE.reasons_against("approve", plan, viewer):
            against += reasons
    if against:
        raise Refused(*against)
    for plan in plans:
        _approve(plan, viewer, now)
    return len(plans)


def _back_to(plan: Plan) -> PlanState:
    return PlanState.UNDER_REVISION if plan.approved_at else PlanState.DRAFT


def _has_line(plan: Plan, line: str) -> bool:
    kind, _colon, key = line.partition(":")
    if kind == "risk":
        return key in {factor.key for factor in risks.factors_on(plan.since)}
    if kind == "measure":
        return key in {str(measure_id) for measure_id in plan.measures.values_list("id", flat=True)}
    return line in ("goal", "consulted")


@transaction.atomic
def comment(*, plan_id: UUID, line: str, text: str, viewer: Viewer, now: datetime) -> None:
    """Comment on one line while the plan waits for this viewer."""
    plan = locked(plan_id, viewer)
    if not (plan.state in WAITING and approver_of_this_level(viewer, plan)):
        raise Refused(Reason("plan.comment.not_yours"))
    if not _has_line(plan, line):
        raise Refused(Reason("plan.comment.no_such_line"))
    if not text.strip():
        raise Refused(Reason("plan.comment.empty", place=line))
    LineComment.objects.create(
        line=line, text=text.strip(), by_id=viewer.account_id, role=viewer.role, at=now, **keys_of(plan)
    )
    audit.changed(viewer, "plan.comment", plan, details={"line": line}, purpose="approval")


@transaction.atomic
def send_back(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Return to the author (atgriezt labošanai): needs a note or an open comment on a line."""
    plan = locked(plan_id, viewer)
    before = plan.state
    if not note.strip() and not LineComment.objects.filter(plan=plan, settled_at=None).exists():
        raise Refused(Reason("plan.send_back.says_nothing", place="note"))
    PLAN_LIFE.take("send_back", plan, viewer, target=_back_to(plan))
    plan.waiting_since = None
    plan.save(update_fields=["state", "waiting_since"])
    note_decision(plan, "send_back", before, viewer, now, note=note)


@transaction.atomic
def take_back(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The author takes a plan back while it still waits for the head."""
    plan = locked(plan_id, viewer)
    before = plan.state
    PLAN_LIFE.take("take_back", plan, viewer, target=_back_to(plan))
    plan.waiting_since = None
    plan.save(update_fields=["state", "waiting_since"])
    note_decision(plan, "take_back", before, viewer, now)


@transaction.atomic
def refuse(*, plan_id: UUID, reason_code: str, note: str, viewer: Viewer, now: datetime) -> None:
    """Refuse with a reason of the rulebook, for instance that there is no real threat of leaving school."""
    plan = locked(plan_id, viewer)
    before = plan.state
    if reason_code not in {term.key for term in refusal_reasons.reasons_on(localdate(now))}:
        raise Refused(Reason("plan.refuse.no_reason", place="reason_code"))
    PLAN_LIFE.take("refuse", plan, viewer)
    plan.waiting_since = None
    plan.save(update_fields=["state", "waiting_since"])
    note_decision(plan, "refuse", before, viewer, now, reason_code=reason_code, note=note)
