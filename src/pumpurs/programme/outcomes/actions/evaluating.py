"""Evaluating a plan (izvērtēšana): written by its author, handed in, returned or closed by the head."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.outcomes.models import Evaluation, FollowUp, MeasureVerdict, RiskOutcome
from pumpurs.programme.outcomes.preconditions import (
    carried_out,
    nobody_saved_meanwhile,
    something_is_written,
)
from pumpurs.programme.outcomes.preconditions.frozen import figures_of, what_was_planned, written_of
from pumpurs.programme.outcomes.rules import (
    Written,
    against_what_is_said,
    follow_up_days,
    missing,
    risk_outcome,
)
from pumpurs.programme.plans.actions import end
from pumpurs.programme.plans.actions.draft import keys_of
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.permissions import author_appointed_for_learner

PURPOSE = "support"


@transaction.atomic
def write(*, plan_id: UUID, written: Written, revision: int, viewer: Viewer, now: datetime) -> int:
    """Save what is said so far; the new revision. Lines of risks and measures that the plan does not hold are left out.

    Refused to whoever is not appointed for the learner, where the plan is not carried out, and where somebody else
    saved since `revision` was read.
    """
    plan = _locked(plan_id, viewer)
    there = Evaluation.objects.visible_to(viewer).filter(plan=plan).first()
    refuse_if(not_yours("outcome.write", author_appointed_for_learner, viewer, plan), carried_out(plan))
    refuse_if(nobody_saved_meanwhile(there, revision), against_what_is_said(written, localdate(now)))
    row = there or Evaluation(**keys_of(plan))
    row.recommendation, row.outcome, row.comment = (
        written.recommendation,
        written.outcome,
        written.comment.strip(),
    )
    row.revision, row.written_by_id, row.written_at = revision + 1, viewer.account_id, now
    row.save()
    _lines(plan, written)
    audit.changed(viewer, "evaluation.write", row, purpose=PURPOSE)
    return row.revision


@transaction.atomic
def submit(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Hand the evaluation to the head; the figures of that moment are kept with it.

    Refused with all that is missing, each at its place.
    """
    plan = _locked(plan_id, viewer)
    planned = what_was_planned(plan)
    found = written_of(plan)
    refuse_if(not_yours("outcome.write", author_appointed_for_learner, viewer, plan), carried_out(plan))
    refuse_if(missing(found, planned.risks, planned.measures))
    end.evaluate(plan_id=plan_id, viewer=viewer, now=now)
    row = Evaluation.objects.visible_to(viewer).get(plan=plan)
    row.figures, row.submitted_at = figures_of(plan), now
    row.save(update_fields=["figures", "submitted_at"])
    audit.changed(viewer, "evaluation.submit", row, purpose=PURPOSE)


@transaction.atomic
def send_back(*, plan_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """The head returns it to the author, with words."""
    plan = end.reopen(plan_id=plan_id, note=note, viewer=viewer, now=now)
    Evaluation.objects.visible_to(viewer).filter(plan=plan).update(submitted_at=None)


@transaction.atomic
def close(*, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The head approves it: the plan is over, its figures stand, and the days of the follow-ups are known."""
    plan = end.close(plan_id=plan_id, viewer=viewer, now=now)
    row = Evaluation.objects.visible_to(viewer).filter(plan=plan).first()
    refuse_if(something_is_written(row))
    assert row is not None  # something_is_written
    row.figures, row.closed_by_id, row.closed_at = figures_of(plan), viewer.account_id, now
    row.save(update_fields=["figures", "closed_by", "closed_at"])
    dues = follow_up_days(plan.until).items()
    FollowUp.objects.bulk_create(
        [FollowUp(days=days, due_on=due, **keys_of(plan)) for days, due in dues], ignore_conflicts=True
    )


def _locked(plan_id: UUID, viewer: Viewer) -> Plan:
    """The plan in reach, locked. DoesNotExist out of reach."""
    plan: Plan = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=plan_id)
    return plan


def _lines(plan: Plan, written: Written) -> None:
    planned = what_was_planned(plan)
    RiskOutcome.objects.filter(plan=plan).delete()
    RiskOutcome.objects.bulk_create([
        RiskOutcome(
            factor=factor, level_before=before, level_after=written.risks[factor],
            outcome=risk_outcome(before, written.risks[factor]), **keys_of(plan),
        )
        for factor, before in planned.risks.items() if factor in written.risks
    ])  # fmt: skip
    MeasureVerdict.objects.filter(plan=plan).delete()
    MeasureVerdict.objects.bulk_create([
        MeasureVerdict(
            measure_id=measure, verdict=said.verdict, unused_reason=said.unused_reason, note=said.note.strip(),
            **keys_of(plan),
        )
        for measure, said in written.verdicts.items() if measure in planned.measures
    ])  # fmt: skip
