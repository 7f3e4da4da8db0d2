"""Cards of plans: what pages show, and how a row becomes a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.programme.plans.models import Decision, LineComment, Plan
from pumpurs.rulebook import compartments, compensation_kinds, measures, risks
from pumpurs.values.periods import Span
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class PlanCard:
    """One plan in a list or on a desk."""

    id: UUID
    code: str
    learner_id: UUID
    learner: str
    class_name: str
    institution: str
    semester: str
    state: str
    author: str
    planned_eur: Decimal
    waiting_since: datetime | None
    is_clean: bool
    version: int


@dataclass(frozen=True)
class RiskLine:
    """A judged (or, with level None, not yet judged) risk. `reason` is None where the viewer may not read it."""

    factor: str
    group: str
    compartment: str
    level: int | None
    reason: str | None
    revision: int

    @property
    def place(self) -> str:
        """Where comments and reasons about this risk point to."""
        return f"risk:{self.factor}"

    @property
    def why_field(self) -> str:
        """The name of the field in which the reason is written."""
        return f"why-{self.factor}"


@dataclass(frozen=True)
class MeasureLine:
    """A measure as shown: `unit` is hour, month or semester; cap_eur None where there is none."""

    id: str
    kind: str
    unit: str
    risks: tuple[str, ...]
    provider_profession: str
    subject: str
    hours_planned: Decimal | None
    amount_eur: Decimal | None
    cap_eur: Decimal | None
    first: date
    last: date
    expected_result: str
    planned_eur: Decimal
    revision: int

    @property
    def place(self) -> str:
        """Where comments and reasons about this measure point to."""
        return f"measure:{self.id}"


@dataclass(frozen=True)
class CommentLine:
    """What an approver wrote on one line."""

    id: UUID
    line: str
    text: str
    by: str
    role: str
    at: datetime
    settled: bool


@dataclass(frozen=True)
class DecisionLine:
    """One step of the plan's history."""

    step: str
    by: str
    role: str
    at: datetime
    to_state: str
    version: int
    reason_code: str
    note: str


def code_of(plan: Plan) -> str:
    """The plan's number as printed on papers: IAP-2026/1-000042."""
    return f"IAP-{plan.semester}-{plan.number:06}"


def plan_card(plan: Plan) -> PlanCard:
    """A card from a row with learner, institution and author joined."""
    return PlanCard(
        id=plan.id,
        code=code_of(plan),
        learner_id=plan.learner_id,
        learner=f"{plan.learner.given_name} {plan.learner.family_name}",
        class_name=plan.class_name,
        institution=plan.institution.name,
        semester=plan.semester,
        state=plan.state,
        author=plan.author.name,
        planned_eur=plan.planned_eur,
        waiting_since=plan.waiting_since,
        is_clean=plan.is_clean,
        version=plan.version,
    )


def risk_lines(
    judged: Mapping[str, tuple[int, str, int]], *, day: date, role: Role, today: date
) -> tuple[RiskLine, ...]:
    """Every risk of the catalogue on `day` whose level `role` may see; texts only where it may read them, too."""
    readable = compartments.readable_by(role, today)
    lines = []
    for factor in risks.factors_on(day):
        if not compartments.may_see_level(role, factor.compartment, today):
            continue
        level, reason, revision = judged.get(factor.key, (None, "", 0))
        text = reason if factor.compartment in readable else None
        lines.append(RiskLine(factor.key, factor.group, factor.compartment, level, text, revision))
    return tuple(lines)


def risk_in_sight(factor: str, *, role: Role, today: date) -> bool:
    """Whether `role` may know that a risk is there at all."""
    return compartments.may_see_level(role, risks.factor(factor).compartment, today)


def measure_line(row: Mapping[str, Any], *, role: Role, today: date) -> MeasureLine:
    """A measure from its frozen content (or the same shape made from a row); names only risks that `role` may know."""
    measure = measures.measure(row["kind"])
    span = Span(date.fromisoformat(row["since"]), date.fromisoformat(row["until"]))
    kind = measure.compensation_kind
    cap = compensation_kinds.cap_on(kind, span.first).eur if kind else None
    return MeasureLine(
        id=row["id"],
        kind=row["kind"],
        unit=compensation_kinds.kind(kind).per if kind else "hour",
        risks=tuple(factor for factor in row["risks"] if risk_in_sight(factor, role=role, today=today)),
        provider_profession=row["provider_profession"],
        subject=row["subject"],
        hours_planned=None if row["hours_planned"] is None else Decimal(row["hours_planned"]),
        amount_eur=None if row["amount_eur"] is None else Decimal(row["amount_eur"]),
        cap_eur=cap,
        first=span.first,
        last=span.last,
        expected_result=row["expected_result"],
        planned_eur=Decimal(row["planned_eur"]),
        revision=row.get("revision", 0),
    )


def comment_line(row: LineComment) -> CommentLine:
    """A comment with its writer's name."""
    return CommentLine(row.id, row.line, row.text, row.by.name, row.role, row.at, row.settled_at is not None)


def decision_line(row: Decision) -> DecisionLine:
    """A decision with its maker's name."""
    return DecisionLine(
        row.step, row.by.name, row.role, row.at, row.to_state, row.version, row.reason_code, row.note
    )
