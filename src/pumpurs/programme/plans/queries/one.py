"""One plan as its page shows it: content, chain, history and the steps open to the viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, WRITABLE
from pumpurs.programme.plans.models import (
    Decision,
    LineComment,
    Measure,
    Plan,
    RiskJudgement,
    measure_content,
)
from pumpurs.programme.plans.permissions import (
    STATE_OF_LEVEL,
)
from pumpurs.programme.plans.queries.cards import (
    COMMENT,
    CommentLine,
    DecisionLine,
    MeasureLine,
    PlanCard,
    RiskLine,
    checked_card,
    comment_line,
    decision_line,
    measure_line,
    risk_lines,
)
from pumpurs.programme.plans.queries.rows import shown_rows, told
from pumpurs.programme.plans.rules import family_heard, preparation_eur
from pumpurs.rulebook import approval_chains, compartments, preparation, risks
from pumpurs.values.periods import Span
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class ChainLink:
    """One level of the approval chain: `standing` is done, now or later."""

    role: str
    standing: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class PlanPage:
    """Everything one page of one plan shows. Without `reads_words`: support and its cost, nothing on the learner."""

    card: PlanCard
    vocational: bool
    span: Span
    reads_words: bool
    goal: str
    goal_revision: int
    consulted: tuple[str, ...]
    consulted_note: str | None
    consulted_revision: int
    preparation_hours: Decimal
    preparation_most: Decimal
    preparation_eur: Decimal
    has_consent: bool
    has_application: bool
    risks: tuple[RiskLine, ...]
    measures: tuple[MeasureLine, ...]
    comments: tuple[CommentLine, ...]
    decisions: tuple[DecisionLine, ...]
    chain: tuple[ChainLink, ...]
    open_steps: tuple[str, ...]
    writable: bool
    may_comment: bool
    first_head_approved_at: datetime | None
    approved_at: datetime | None
    copied_from_id: UUID | None
    from_alert: bool

    @property
    def done(self) -> dict[str, bool]:
        """Which sections hold something already, in the order of writing; whether it stands is asked by the step."""
        return {
            "consent": self.has_consent and self.has_application,
            "goal": bool(self.goal),
            "consulted": family_heard(self.consulted),
            "risks": all(line.level is not None for line in self.risks),
            "measures": bool(self.measures),
        }


def with_lines(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with all that a page needs, in four queries whatever the plan holds."""
    lines: tuple[Prefetch[Any], ...] = (
        Prefetch("riskjudgements", RiskJudgement.objects.all()),
        Prefetch("measures", Measure.objects.order_by("position", "id")),
        Prefetch("decisions", Decision.objects.select_related("by").order_by("at")),
    )
    from_alert = Exists(Alert.objects.filter(plan_id=OuterRef("pk")))
    comments = LineComment.objects.filter(plan=OuterRef("pk")).order_by("at")
    told = ArraySubquery(comments.values(told=JSONObject(**COMMENT)))
    beside = shown_rows(rows).annotate(from_alert=from_alert, comments_told=told)
    return beside.select_related("partner").prefetch_related(*lines)


def _chain(plan: Plan, today: date) -> tuple[ChainLink, ...]:
    roles = approval_chains.chain(plan.partner.kind, today)
    decisions = list(plan.decisions.all())
    submitted = max((d.at for d in decisions if d.step == "submit"), default=None)
    links = []
    for role in roles:
        approvals = [
            d for d in decisions if d.step == "approve" and d.role == role and submitted and d.at >= submitted
        ]
        waits_here = plan.state == STATE_OF_LEVEL[role]
        done = bool(approvals) and not waits_here and plan.state not in WRITABLE
        standing = "done" if done else "now" if waits_here else "later"
        links.append(
            ChainLink(
                role,
                standing,
                approvals[-1].by.name if done else "",
                approvals[-1].at if done else plan.waiting_since if waits_here else None,
            )
        )
    return tuple(links)


TEXT_OF_LINE = {"goal": "goal", "consulted": "consulted_note", "measure": "expected_result"}


def _may_read_comment(comment: Mapping[str, Any], viewer: Viewer, today: date) -> bool:
    """A comment on a line may tell what the line says: who may not read the line reads only the own comments."""
    kind, _colon, key = comment["line"].partition(":")
    if comment["by_id"] == str(viewer.account_id):
        return True
    if kind == "risk":
        return compartments.may_read_text(viewer.role, risks.factor(key).compartment, today)
    return compartments.may_read(viewer.role, TEXT_OF_LINE[kind], today)


def page_of(plan: Plan, viewer: Viewer, today: date) -> PlanPage:
    """The page of a plan that was read by `with_lines`."""
    judged = {row.factor: (row.level, row.reason, row.revision) for row in plan.riskjudgements.all()}
    heard = compartments.may_read(viewer.role, "consulted_note", today)
    reads = compartments.may_read(viewer.role, "goal", today)
    beside = told(plan)
    steps = PLAN_LIFE.open_steps(plan, viewer)
    return PlanPage(
        card=checked_card(plan),
        vocational=plan.vocational,
        span=Span(plan.since, plan.until),
        reads_words=reads,
        goal=plan.learner_goal if reads else "",
        goal_revision=plan.revisions.get("goal", 0),
        consulted=tuple(plan.consulted) if reads else (),
        consulted_note=plan.consulted_note if heard else None,
        consulted_revision=plan.revisions.get("consulted", 0),
        preparation_hours=plan.preparation_hours,
        preparation_most=preparation.most_hours_on(plan.since),
        preparation_eur=preparation_eur(plan.preparation_hours, plan.since),
        has_consent=beside.has_consent,
        has_application=beside.has_application,
        risks=risk_lines(judged, day=plan.since, role=viewer.role, today=today),
        measures=tuple(
            measure_line({**measure_content(row), "revision": row.revision}, role=viewer.role, today=today)
            for row in plan.measures.all()
        ),
        comments=tuple(
            comment_line(one) for one in vars(plan)["comments_told"] if _may_read_comment(one, viewer, today)
        ),
        decisions=tuple(decision_line(row, role=viewer.role, today=today) for row in plan.decisions.all()),
        chain=_chain(plan, today),
        open_steps=steps,
        writable="write" in steps,
        may_comment="comment" in steps,
        first_head_approved_at=plan.first_head_approved_at,
        approved_at=plan.approved_at,
        copied_from_id=plan.copied_from_id,
        from_alert=vars(plan)["from_alert"],
    )


def one_plan(*, viewer: Viewer, plan_id: UUID, today: date) -> PlanPage:
    """The plan's page. DoesNotExist out of reach. The look is logged before it is shown."""
    plan = with_lines(Plan.objects.visible_to(viewer)).get(pk=plan_id)
    audit.shown(viewer, "plan.one", learners=[plan.learner_id], purpose=purpose_of(viewer))
    return page_of(plan, viewer, today)


def purpose_of(viewer: Viewer) -> str:
    """Why this role looks at plans: support for those who give it, approval for those who decide."""
    deciding = {Role.HEAD, Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_EXPERT}
    return "approval" if viewer.role in deciding else "support"
