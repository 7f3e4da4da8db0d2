"""Versions of a plan: history, comparison, and the approved version on paper and for the family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan, PlanVersion
from pumpurs.programme.plans.queries.cards import (
    DecisionLine,
    MeasureLine,
    PlanCard,
    RiskLine,
    decision_line,
    measure_line,
    plan_card,
    risk_in_sight,
    risk_lines,
)
from pumpurs.programme.plans.queries.one import purpose_of, with_lines
from pumpurs.programme.plans.queries.rows import shown_rows
from pumpurs.programme.plans.rules import Change, compared, preparation_eur
from pumpurs.rulebook import compartments, risks
from pumpurs.values.periods import Span


@dataclass(frozen=True)
class VersionLine:
    """One frozen version."""

    number: int
    frozen_at: datetime
    approved_at: datetime | None


@dataclass(frozen=True)
class Comparison:
    """Two versions and what differs between them."""

    card: PlanCard
    versions: tuple[VersionLine, ...]
    older: int
    newer: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Frozen:
    """A frozen version as it is printed and as the family reads it."""

    card: PlanCard
    number: int
    span: Span
    reads_words: bool
    goal: str
    consulted: tuple[str, ...]
    risks: tuple[RiskLine, ...]
    measures: tuple[MeasureLine, ...]
    preparation_hours: Decimal
    preparation_eur: Decimal
    planned_eur: Decimal
    decisions: tuple[DecisionLine, ...]
    approved_at: datetime | None
    consulted_note: str | None = None  # None where the viewer may not read it


def _hidden(content: Mapping[str, Any], viewer: Viewer, today: date) -> dict[str, Any]:
    """The content without risks that the viewer's role may not know and without texts that it may not read."""

    def read(text: str, words: str) -> str:
        return words if compartments.may_read(viewer.role, text, today) else ""

    readable = compartments.readable_by(viewer.role, today)
    shown_risks = [
        risk if risks.factor(risk["factor"]).compartment in readable else {**risk, "reason": ""}
        for risk in content["risks"]
        if risk_in_sight(risk["factor"], role=viewer.role, today=today)
    ]
    known = {risk["factor"] for risk in shown_risks}
    shown_measures = [
        {
            **measure,
            "risks": [factor for factor in measure["risks"] if factor in known],
            "subject": read("subject", measure["subject"]),
            "expected_result": read("expected_result", measure["expected_result"]),
        }
        for measure in content["measures"]
    ]
    return {
        **content,
        "goal": read("goal", content["goal"]),
        "consulted": content["consulted"] if compartments.may_read(viewer.role, "goal", today) else [],
        "consulted_note": read("consulted_note", content["consulted_note"]),
        "risks": shown_risks,
        "measures": shown_measures,
    }


def history(
    *, viewer: Viewer, plan_id: UUID, today: date, older: int | None = None, newer: int | None = None
) -> Comparison:
    """All versions of a plan, and two of them compared (by default the last two)."""
    plan = shown_rows(Plan.objects.visible_to(viewer)).get(pk=plan_id)
    rows = {row.number: row for row in PlanVersion.objects.filter(plan=plan).order_by("number")}
    audit.shown(viewer, "plan.versions", learners=[plan.learner_id], purpose=purpose_of(viewer))
    numbers = sorted(rows)
    new = newer if newer in rows else numbers[-1] if numbers else 0
    earlier = [number for number in numbers if number < new]
    old = older if older in rows else earlier[-1] if earlier else new
    changes: tuple[Change, ...] = ()
    if old in rows and new in rows:
        changes = compared(
            _hidden(rows[old].content, viewer, today), _hidden(rows[new].content, viewer, today)
        )
    versions = tuple(VersionLine(row.number, row.frozen_at, row.approved_at) for row in rows.values())
    return Comparison(plan_card(plan), versions, old, new, changes)


def frozen_page(plan: Plan, version: PlanVersion, viewer: Viewer, today: date) -> Frozen:
    """A frozen version with the texts that the viewer's role may read."""
    content = version.content
    span = Span(date.fromisoformat(content["since"]), date.fromisoformat(content["until"]))
    hours = Decimal(content["preparation_hours"])
    judged = {risk["factor"]: (risk["level"], risk["reason"], 0) for risk in content["risks"]}
    reads = compartments.may_read(viewer.role, "goal", today)
    return Frozen(
        card=plan_card(plan),
        number=version.number,
        span=span,
        reads_words=reads,
        goal=content["goal"] if reads else "",
        consulted=tuple(content["consulted"]) if reads else (),
        risks=risk_lines(judged, day=span.first, role=viewer.role, today=today),
        measures=tuple(measure_line(row, role=viewer.role, today=today) for row in content["measures"]),
        preparation_hours=hours,
        preparation_eur=preparation_eur(hours, span.first),
        planned_eur=Decimal(content["planned_eur"]),
        decisions=tuple(
            decision_line(row, role=viewer.role, today=today)
            for row in plan.decisions.all()
            if row.version == version.number and row.step == "approve"
        ),
        approved_at=version.approved_at,
        consulted_note=content["consulted_note"]
        if compartments.may_read(viewer.role, "consulted_note", today)
        else None,
    )


def approved_version(*, viewer: Viewer, plan_id: UUID, today: date, action: str = "plan.paper") -> Frozen:
    """The latest version approved by all levels. PlanVersion.DoesNotExist if there is none."""
    plan = with_lines(Plan.objects.visible_to(viewer)).get(pk=plan_id)
    version = PlanVersion.objects.filter(plan=plan, approved_at__isnull=False).latest("number")
    audit.shown(viewer, action, learners=[plan.learner_id], purpose=purpose_of(viewer))
    return frozen_page(plan, version, viewer, today)


def approved_for_family(*, viewer: Viewer, learner_id: UUID, today: date) -> Frozen | None:
    """The child's latest approved plan for the family's page; None if there is none yet."""
    versions = PlanVersion.objects.visible_to(viewer).filter(learner_id=learner_id, approved_at__isnull=False)
    version = versions.order_by("-approved_at").first()
    if version is None:
        return None
    plan = with_lines(Plan.objects.visible_to(viewer)).get(pk=version.plan_id)
    audit.shown(viewer, "plan.family", learners=[plan.learner_id], purpose="own_record")
    return frozen_page(plan, version, viewer, today)
