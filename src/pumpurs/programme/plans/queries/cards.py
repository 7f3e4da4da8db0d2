"""Cards of plans: what pages show, and how a row becomes a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.programme.plans.models import Decision, Plan
from pumpurs.programme.plans.preconditions import clean_now
from pumpurs.programme.plans.queries.rows import told
from pumpurs.programme.plans.rules import plan_code
from pumpurs.rulebook import compartments, compensation_kinds, measures, risks
from pumpurs.values.periods import Span
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class PlanCard:
    """One plan in a list or on a desk. `learner` is empty for one who left and whose name was not kept.

    `is_clean` is told on the desk and the plan's page only.
    """

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
    learner_in_reach: bool = True
    consent_ended_on: date | None = None
    returned_by: str = ""
    returned_at: datetime | None = None
    taken_on: date | None = None

    @property
    def seen_as(self) -> str:
        """The plan and the version that is shown: what a mark on the desk stands for."""
        return f"{self.id}:{self.version}"


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

    @property
    def planned_minutes(self) -> int:
        """Planned hours in minutes; 0 for a compensation."""
        return int((self.hours_planned or 0) * 60)


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
    answer: str

    @property
    def place(self) -> str:
        """Where the reason against submitting points to while the comment is open."""
        return f"comment-{self.id}"


@dataclass(frozen=True)
class DecisionLine:
    """One step of the plan's history. `note` is None where the viewer may not read it."""

    step: str
    by: str
    role: str
    at: datetime
    to_state: str
    version: int
    reason_code: str
    note: str | None


def plan_card(plan: Plan) -> PlanCard:
    """A card from a row of `shown_rows`."""
    beside = told(plan)
    return PlanCard(
        id=plan.id,
        code=plan_code(plan.semester, plan.number),
        learner_id=plan.learner_id,
        learner=beside.learner,
        class_name=plan.class_name,
        institution=plan.institution.name,
        semester=plan.semester,
        state=plan.state,
        author=plan.author.name,
        planned_eur=plan.planned_eur,
        waiting_since=plan.waiting_since,
        is_clean=False,
        version=plan.version,
        learner_in_reach=beside.learner_in_reach,
        consent_ended_on=beside.consent_ended_on,
        returned_by=vars(plan).get("returned_by", ""),
        returned_at=vars(plan).get("returned_at"),
        taken_on=vars(plan).get("taken_on"),
    )


def checked_card(plan: Plan) -> PlanCard:
    """A card that says whether the plan is clean now; its measures are read along."""
    beside = told(plan)
    return replace(
        plan_card(plan), is_clean=beside.has_consent and beside.has_application and clean_now(plan)
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
    """A measure from its content, with the risks that `role` may know and the texts that it may read."""
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
        subject=row["subject"] if compartments.may_read(role, "subject", today) else "",
        hours_planned=None if row["hours_planned"] is None else Decimal(row["hours_planned"]),
        amount_eur=None if row["amount_eur"] is None else Decimal(row["amount_eur"]),
        cap_eur=cap,
        first=span.first,
        last=span.last,
        expected_result=row["expected_result"]
        if compartments.may_read(role, "expected_result", today)
        else "",
        planned_eur=Decimal(row["planned_eur"]),
        revision=row.get("revision", 0),
    )


COMMENT = {name: name for name in ("id", "line", "text", "role", "at", "settled_at", "answer", "by_id")} | {
    "by": "by__name"
}  # what a comment is told by, as a column of its plan's own row


def comment_line(told: Mapping[str, Any]) -> CommentLine:
    """A comment with its writer's name."""
    return CommentLine(
        UUID(told["id"]),
        told["line"],
        told["text"],
        told["by"],
        told["role"],
        datetime.fromisoformat(told["at"]),
        told["settled_at"] is not None,
        told["answer"],
    )


def decision_line(row: Decision, *, role: Role, today: date) -> DecisionLine:
    """A decision with its maker's name, and its note if `role` may read it."""
    text = "resting_note" if row.step in ("suspend", "remove") else "decision_note"
    note = row.note if not row.note or compartments.may_read(role, text, today) else None
    return DecisionLine(
        row.step, row.by.name, row.role, row.at, row.to_state, row.version, row.reason_code, note
    )
