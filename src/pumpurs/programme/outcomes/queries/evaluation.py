"""One evaluation as its page shows it: what was planned, what was given, what is said of it, what opens now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.outcomes.models import Evaluation, FollowUp, Opinion
from pumpurs.programme.outcomes.permissions import hears_the_opinion
from pumpurs.programme.outcomes.preconditions import CARRIED_OUT, carried_out
from pumpurs.programme.outcomes.preconditions.frozen import figures_of, what_was_planned, written_of
from pumpurs.programme.outcomes.rules import Verdict, missing
from pumpurs.programme.plans.lifecycle import PLAN_LIFE
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.permissions import author_appointed_for_learner
from pumpurs.programme.plans.preconditions import near_its_end
from pumpurs.programme.plans.queries.rows import shown_rows, told
from pumpurs.programme.plans.rules import Asked, plan_code
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import FAMILY_ROLES, Role

PURPOSE = "support"
READS_WORDS = frozenset({Role.PLAN_AUTHOR, Role.HEAD, Role.INSTITUTION_COORDINATOR})


@dataclass(frozen=True)
class RiskToEvaluate:
    """A risk that the plan found: its level then, and now if it was said."""

    factor: str
    before: int
    after: int | None


@dataclass(frozen=True)
class MeasureToJudge:
    """A measure of the plan: planned and given minutes or euros, and what is said of it."""

    id: UUID
    kind: str
    subject: str
    minutes_planned: int | None
    minutes_given: int
    planned_eur: Decimal
    paid_eur: Decimal
    said: Verdict

    @property
    def used(self) -> bool:
        """Something of it was given or paid."""
        return bool(self.minutes_given or self.paid_eur)


@dataclass(frozen=True)
class OpinionCard:
    """Two answers of the learner or the family."""

    who: str
    helped: str
    next_step: str
    words: str
    way: str
    at: datetime


@dataclass(frozen=True)
class FollowUpCard:
    """What was found out so many days after the support."""

    days: int
    due_on: date
    found: str
    source: str


@dataclass(frozen=True)
class EvaluationPage:
    """The evaluation of one plan. `opens`: why it cannot be handed in yet; `lacks`: what is still missing, by place."""

    plan_id: UUID
    learner_id: UUID
    learner: str
    code: str
    class_name: str
    institution: str
    semester: str
    state: str
    author: str
    risks: tuple[RiskToEvaluate, ...]
    measures: tuple[MeasureToJudge, ...]
    recommendation: str
    outcome: str
    comment: str
    revision: int
    opinions: tuple[OpinionCard, ...]
    follow_ups: tuple[FollowUpCard, ...]
    may_write: bool
    may_hear: bool
    may_close: bool
    may_reopen: bool
    opens: Reason | None
    lacks: tuple[Reason, ...]
    barred: tuple[Reason, ...]
    begun: bool


def one_evaluation(*, viewer: Viewer, plan_id: UUID, today: date) -> EvaluationPage:
    """The evaluation of a plan in reach. DoesNotExist out of reach and before its support was approved."""
    if viewer.role in FAMILY_ROLES:
        raise Plan.DoesNotExist
    rows = shown_rows(Plan.objects.visible_to(viewer))
    plan: Plan = rows.exclude(approved_at=None).get(pk=plan_id)
    plan.asked = Asked(today)
    audit.shown(viewer, "evaluation.read", learners=[plan.learner_id], purpose=PURPOSE)
    there = Evaluation.objects.visible_to(viewer).filter(plan=plan).first()
    planned, said = what_was_planned(plan), written_of(plan)
    frozen = there.figures if there and plan.state == "closed" else figures_of(plan)
    writes = author_appointed_for_learner(viewer, plan) and carried_out(plan) is None
    reads = viewer.role in READS_WORDS
    return EvaluationPage(
        plan_id=plan.id,
        learner_id=plan.learner_id,
        learner=told(plan).learner,
        code=plan_code(plan.semester, plan.number),
        class_name=plan.class_name,
        institution=plan.institution.name,
        semester=plan.semester,
        state=plan.state,
        author=plan.author.name,
        risks=tuple(RiskToEvaluate(one, level, said.risks.get(one)) for one, level in planned.risks.items()),
        measures=tuple(
            _measure(key, one, frozen["measures"].get(str(key), {}), said.verdicts.get(key, Verdict("")))
            for key, one in planned.measures.items()
        ),
        recommendation=said.recommendation,
        outcome=said.outcome,
        comment=said.comment if reads else "",
        revision=there.revision if there else 0,
        opinions=tuple(
            _opinion(row, reads)
            for row in Opinion.objects.visible_to(viewer).filter(plan=plan).order_by("who")
        ),
        follow_ups=tuple(
            FollowUpCard(row.days, row.due_on, row.found, row.source)
            for row in FollowUp.objects.visible_to(viewer).filter(plan=plan).order_by("days")
        ),
        may_write=writes,
        may_hear=writes and hears_the_opinion(viewer, plan),
        may_close=PLAN_LIFE.may("close", plan, viewer),
        may_reopen=PLAN_LIFE.may("reopen", plan, viewer),
        opens=near_its_end(plan) if plan.state in CARRIED_OUT else None,
        lacks=missing(said, planned.risks, planned.measures) if writes else (),
        barred=PLAN_LIFE.bars_against("close", plan, viewer),
        begun=there is not None,
    )


def _measure(key: UUID, one: Mapping[str, Any], figures: Mapping[str, Any], said: Verdict) -> MeasureToJudge:
    return MeasureToJudge(
        key, one["kind"], one["subject"], figures.get("minutes_planned"), figures.get("minutes_given", 0),
        Decimal(one["planned_eur"]), Decimal(figures.get("paid_eur", "0")), said,
    )  # fmt: skip


def _opinion(row: Opinion, reads: bool) -> OpinionCard:
    return OpinionCard(row.who, row.helped, row.next_step, row.words if reads else "", row.way, row.at)
