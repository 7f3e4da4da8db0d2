"""Writing a plan, section by section: nobody's text is ever lost when two write at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions.draft import add_up, keys_of
from pumpurs.programme.plans.lifecycle import PLAN_LIFE
from pumpurs.programme.plans.models import LineComment, Measure, Plan, RiskJudgement
from pumpurs.programme.plans.preconditions import (
    comment_not_settled,
    fits_with_the_others,
    kind_in_force,
    measure_as_read,
    measure_dropped_as_seen,
    risk_as_read,
    risk_of_the_catalogue,
    section_as_read,
    span_of,
)
from pumpurs.programme.plans.rules import MeasureDraft, against_measure, cost_eur, too_much_preparation
from pumpurs.rulebook import measures
from pumpurs.values.reasons import Reason


@dataclass(frozen=True)
class Judged:
    """One risk as its author judged it; `revision` is the one she saw (0: nobody had judged it).

    An `untouched` line was only sent along with its neighbours: whatever stands there now stays.
    """

    factor: str
    level: int
    reason: str
    revision: int
    untouched: bool = False


def _writable(plan_id: UUID, viewer: Viewer) -> Plan:
    plan = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=plan_id)
    PLAN_LIFE.take("write", plan, viewer)
    if viewer.account_id not in plan.writers:
        plan.writers = [*plan.writers, viewer.account_id]
        plan.save(update_fields=["writers"])
    return plan


def _counted(plan: Plan, section: str) -> None:
    plan.revisions = {**plan.revisions, section: plan.revisions.get(section, 0) + 1}


@transaction.atomic
def write_goal(*, plan_id: UUID, text: str, revision: int, viewer: Viewer, now: datetime) -> int:
    """Save the learner's goal in own words; the new revision. Refused with both texts if it was changed meanwhile."""
    plan = _writable(plan_id, viewer)
    if text.strip() == plan.learner_goal:
        return int(plan.revisions.get("goal", 0))
    refuse_if(section_as_read(plan, "goal", revision, plan.learner_goal))
    plan.learner_goal = text.strip()
    _counted(plan, "goal")
    plan.save(update_fields=["learner_goal", "revisions"])
    audit.changed(viewer, "plan.write", plan, details={"section": "goal"})
    return int(plan.revisions["goal"])


@transaction.atomic
def write_consulted(
    *,
    plan_id: UUID,
    consulted: Sequence[str],
    note: str,
    preparation_hours: Decimal,
    revision: int,
    viewer: Viewer,
    now: datetime,
) -> int:
    """Save who was consulted, what they said, and the hours for preparing and following; the new revision."""
    plan = _writable(plan_id, viewer)
    refuse_if(section_as_read(plan, "consulted", revision, plan.consulted_note))
    refuse_if(too_much_preparation(preparation_hours, plan.since))
    plan.consulted, plan.consulted_note = sorted(set(consulted)), note.strip()
    plan.preparation_hours = preparation_hours
    add_up(plan)
    _counted(plan, "consulted")
    plan.save(update_fields=["consulted", "consulted_note", "preparation_hours", "planned_eur", "revisions"])
    audit.changed(viewer, "plan.write", plan, details={"section": "consulted"})
    return int(plan.revisions["consulted"])


@transaction.atomic
def judge_risks(*, plan_id: UUID, judged: Sequence[Judged], viewer: Viewer, now: datetime) -> dict[str, int]:
    """Save judged risks; the revision of each line that moved on. A line changed by two is refused with both texts."""
    plan = _writable(plan_id, viewer)
    rows = {row.factor: row for row in plan.riskjudgements.all()}
    against: list[Reason] = []
    written: dict[str, int] = {}
    said_the_same: dict[str, int] = {}
    for line in judged:
        row = rows.get(line.factor)
        if unknown := risk_of_the_catalogue(plan, line.factor):
            against.append(unknown)
        elif row is None:
            row = RiskJudgement(
                factor=line.factor, level=line.level, reason=line.reason.strip(), **keys_of(plan)
            )
            row.save(force_insert=True)
            written[line.factor] = row.revision
        elif (row.level, row.reason) == (line.level, line.reason.strip()):
            if row.revision != line.revision:
                said_the_same[line.factor] = row.revision
        elif line.untouched:
            continue
        elif changed := risk_as_read(row, line.revision):
            against.append(changed)
        else:
            row.level, row.reason, row.revision = line.level, line.reason.strip(), row.revision + 1
            row.save(update_fields=["level", "reason", "revision"])
            written[line.factor] = row.revision
    refuse_if(tuple(against))
    if written:
        audit.changed(viewer, "plan.write", plan, details={"section": "risks", "factors": sorted(written)})
    return written | said_the_same


@transaction.atomic
def put_measure(
    *,
    plan_id: UUID,
    measure_id: UUID | None,
    draft: MeasureDraft,
    revision: int,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Add a measure (no id) or change one; its id. Refused with every reason: caps, dates, open to this learner."""
    plan = _writable(plan_id, viewer)
    refuse_if(kind_in_force(plan, draft.kind))
    refuse_if(against_measure(draft, plan_span=span_of(plan), vocational=plan.vocational, place="measure"))
    refuse_if(fits_with_the_others(plan, draft, measure_id))
    if measure_id is None:
        row = Measure(position=plan.measures.count() + 1, **keys_of(plan))
    else:
        row = plan.measures.select_for_update(of=("self",)).get(pk=measure_id)
        refuse_if(measure_as_read(row, revision))
        row.revision += 1
    given_by = measures.measure(draft.kind).given_by
    row.kind, row.risks = draft.kind, sorted(set(draft.risks))
    chosen = draft.provider_profession
    row.provider_profession = chosen if chosen in given_by else next(iter(given_by), "")
    row.subject, row.expected_result = draft.subject.strip(), draft.expected_result.strip()
    consultation = measures.measure(draft.kind).is_consultation
    row.hours_planned = draft.hours_planned if consultation else None
    row.amount_eur = None if consultation else draft.amount_eur
    row.since, row.until = draft.span.first, draft.span.end
    row.planned_eur = cost_eur(draft)
    row.save(force_insert=measure_id is None)
    _sum_again(plan)
    audit.changed(viewer, "plan.write", plan, details={"section": "measures", "kind": draft.kind})
    return row.id


@transaction.atomic
def drop_measure(*, plan_id: UUID, measure_id: UUID, revision: int, viewer: Viewer, now: datetime) -> None:
    """Take a measure out of a draft or a revision; earlier frozen versions keep it, comments on it are settled by it.

    `revision` is the one that was seen; Refused if somebody changed the measure meanwhile.
    """
    plan = _writable(plan_id, viewer)
    row = plan.measures.get(pk=measure_id)
    refuse_if(measure_dropped_as_seen(row, revision))
    comments = LineComment.objects.filter(plan=plan, line=f"measure:{row.id}", settled_at=None)
    comments.update(settled_at=now, settled_by=viewer.account_id)
    row.delete()
    _sum_again(plan)
    audit.changed(viewer, "plan.write", plan, details={"section": "measures", "dropped": row.kind})


def _sum_again(plan: Plan) -> None:
    add_up(plan)
    plan.save(update_fields=["planned_eur"])


@transaction.atomic
def settle_comment(*, plan_id: UUID, comment_id: UUID, answer: str, viewer: Viewer, now: datetime) -> None:
    """Mark an approver's comment as done, or answer it in words; it stays in the history."""
    plan = _writable(plan_id, viewer)
    comment = LineComment.objects.filter(plan=plan).get(pk=comment_id)
    refuse_if(comment_not_settled(comment))
    comment.settled_at, comment.settled_by_id, comment.answer = now, viewer.account_id, answer.strip()
    comment.save(update_fields=["settled_at", "settled_by", "answer"])
    audit.changed(viewer, "plan.settle_comment", plan, details={"line": comment.line})
