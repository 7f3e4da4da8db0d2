"""Writes one invented plan: its lines, its decisions, what was frozen, comments, suspension, audit lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from pumpurs.foundation.models import AuditLine
from pumpurs.jobs.demo import bodies, phrases
from pumpurs.jobs.demo.bodies import Body
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.paths import GAPS, Path, Step
from pumpurs.jobs.demo.people import Worker
from pumpurs.jobs.demo.school import Child
from pumpurs.jobs.demo.timing import Term
from pumpurs.programme.plans.models import (
    Decision,
    LineComment,
    Measure,
    Plan,
    PlanVersion,
    RiskJudgement,
    Suspension,
)
from pumpurs.programme.plans.rules import preparation_eur
from pumpurs.rulebook import risks
from pumpurs.values.periods import Span

CLOSED = {"closed", "evaluated"}


@dataclass(frozen=True)
class Written:
    """A plan that stands: its key, its measures with theirs, the day of the head's first approval."""

    key: str
    lines: tuple[tuple[str, bodies.Line], ...]
    open_since: date | None


@dataclass(frozen=True)
class Draft:
    """Everything that is decided about a plan before it is written."""

    child: Child
    grade: int
    term: Term
    institution: str
    partner: str
    workers: dict[str, Worker]  # "author" and the roles that approve
    body: Body
    before: Body | None  # what stood in the first version, if the text was changed since
    path: Path
    state: str
    class_name: str
    consent: str | None
    application: str | None
    copied_from: str | None
    is_copy: bool
    whole_catalogue: bool
    audited: bool


class PlanWriter:
    """Writes plans and numbers them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.count = 0

    def write(self, draws: Draws, draft: Draft) -> Written:
        """The plan with all its rows."""
        self.count += 1
        key = draws.key()
        moments = _moments(draws, draft)
        created_at, steps_at = moments[0], moments[1:]
        keys = {"plan_id": key, "institution_id": draft.institution, "learner_id": draft.child.key}
        lines = [(draws.key(), line) for line in draft.body.lines]
        self._plan(draft, key, created_at, steps_at)
        self._lines(draws, draft, keys, lines)
        self._history(draws, draft, keys, lines, steps_at)
        if draft.audited:
            self._audit(draft, key, created_at, steps_at)
        by_head = _by_head(draft, steps_at)
        return Written(key, tuple(lines), by_head[0].date() if by_head else None)

    def _plan(self, draft: Draft, key: str, created_at: datetime, steps_at: Sequence[datetime]) -> None:
        child, term, path, body = draft.child, draft.term, draft.path, draft.body
        at = list(zip(path.steps, steps_at, strict=True))
        submitted = [when for step, when in at if step.name == "submit"]
        by_head = _by_head(draft, steps_at)
        approved = [when for step, when in at if step.after == "approved"]
        waiting = draft.state.startswith("at_")
        self._ledger.add(
            Plan, id=key, number=self.count, learner_id=child.key, institution_id=draft.institution,
            partner_id=draft.partner, semester=str(term.semester), state=draft.state, version=path.version,
            grade=draft.grade, vocational=child.vocational, class_name=draft.class_name,
            author_id=draft.workers["author"].account, author_appointment_id=draft.workers["author"].appointment,
            consent_id=draft.consent if submitted else None, application_id=draft.application if submitted else None,
            copied_from_id=draft.copied_from, since=term.span.first, until=term.span.end,
            learner_goal=body.goal, consulted=list(body.consulted), consulted_note=body.note,
            preparation_hours=body.preparation_hours, planned_eur=_total(body, term.span), is_clean=draft.is_copy,
            created_at=created_at, submitted_at=submitted[-1] if submitted else None,
            waiting_since=steps_at[-1] if waiting else None,
            first_head_approved_at=by_head[0] if by_head else None, approved_at=approved[-1] if approved else None,
            money_used=draft.state in CLOSED,
        )  # fmt: skip

    def _lines(
        self, draws: Draws, draft: Draft, keys: dict[str, str], lines: Sequence[tuple[str, bodies.Line]]
    ) -> None:
        span = draft.term.span
        for factor, level, reason in _judged(draft.body, span, draft.whole_catalogue):
            self._ledger.add(RiskJudgement, id=draws.key(), factor=factor, level=level, reason=reason, **keys)
        for position, (key, line) in enumerate(lines):
            self._ledger.add(
                Measure, id=key, kind=line.kind, risks=list(line.risks), provider_profession=line.profession,
                subject=line.subject, hours_planned=line.hours, amount_eur=line.amount_eur, since=span.first,
                until=span.end, expected_result=line.expected, position=position,
                planned_eur=bodies.cost_of(line.kind, span, line.hours, line.amount_eur), **keys,
            )  # fmt: skip

    def _history(
        self,
        draws: Draws,
        draft: Draft,
        keys: dict[str, str],
        lines: Sequence[tuple[str, bodies.Line]],
        steps_at: Sequence[datetime],
    ) -> None:
        path = draft.path
        for step, at in zip(path.steps, steps_at, strict=True):
            worker, reason_code, note = draft.workers[step.by], "", ""
            if step.name == "submit":
                self._freeze(draws, draft, keys, lines, step, at, steps_at)
            if step.name == "send_back":
                note = draws.one(phrases.RETURN_NOTES)
                self._comment(draws, draft, keys, lines, worker, at, settled=path.version > step.version)
            if step.name == "suspend":
                reason_code = draws.one(tuple(phrases.SUSPEND_NOTES))
                note = phrases.SUSPEND_NOTES[reason_code]
                self._ledger.add(
                    Suspension, id=draws.key(), reason_code=reason_code, note=note, since=at.date(), **keys
                )
            if step.name == "refuse":
                reason_code, note = "no_real_threat", phrases.REFUSE_NOTE
            if step.name == "remove":
                note = phrases.REMOVE_NOTE
            self._ledger.add(
                Decision, id=draws.key(), version=step.version, step=step.name, by_id=worker.account,
                role=str(worker.role), at=at, from_state=step.before, to_state=step.after, reason_code=reason_code,
                note=note, **keys,
            )  # fmt: skip

    def _freeze(
        self,
        draws: Draws,
        draft: Draft,
        keys: dict[str, str],
        lines: Sequence[tuple[str, bodies.Line]],
        step: Step,
        at: datetime,
        steps_at: Sequence[datetime],
    ) -> None:
        body, frozen_lines = draft.body, list(lines)
        if draft.before is not None and step.version < draft.path.version:
            body = draft.before
            frozen_lines = [(key, line) for (key, _), line in zip(lines, draft.before.lines, strict=True)]
        approvals = [
            when
            for other, when in zip(draft.path.steps, steps_at, strict=True)
            if other.after == "approved" and other.version == step.version
        ]
        content = _content(body, frozen_lines, draft.term.span, draft.whole_catalogue)
        self._ledger.add(
            PlanVersion, id=draws.key(), number=step.version, content=json.dumps(content, ensure_ascii=False),
            frozen_at=at, approved_at=approvals[0] if approvals else None, **keys,
        )  # fmt: skip

    def _comment(
        self,
        draws: Draws,
        draft: Draft,
        keys: dict[str, str],
        lines: Sequence[tuple[str, bodies.Line]],
        worker: Worker,
        at: datetime,
        *,
        settled: bool,
    ) -> None:
        said = [
            (f"risk:{draft.body.risks[0].factor}", draws.one(phrases.COMMENTS_RISK)),
            (f"measure:{lines[0][0]}", draws.one(phrases.COMMENTS_MEASURE)),
            ("goal", phrases.COMMENT_GOAL),
        ]
        for line, text in said[: draws.number(1, 3)]:
            self._ledger.add(
                LineComment, id=draws.key(), line=line, text=text, by_id=worker.account, role=str(worker.role),
                at=at - timedelta(minutes=4), settled_at=at + timedelta(minutes=1) if settled else None, **keys,
            )  # fmt: skip

    def _audit(self, draft: Draft, key: str, created_at: datetime, steps_at: Sequence[datetime]) -> None:
        author = draft.workers["author"]
        self._line(draft, author, "plan.start", created_at, "plan", key)
        for number, (step, at) in enumerate(zip(draft.path.steps, steps_at, strict=True)):
            worker = draft.workers[step.by]
            self._shown(draft, worker, at - timedelta(minutes=6 + number % 5))
            details = {"from": step.before, "to": step.after, "version": step.version, "reason": ""}
            self._line(draft, worker, f"plan.{step.name}", at, "plan", key, details)

    def _shown(self, draft: Draft, worker: Worker, at: datetime) -> None:
        self._ledger.add(
            AuditLine, at=at, xid=self._ledger.xid, account_id=worker.account, role=str(worker.role),
            appointment_id=worker.appointment, request_id="demo", action="plans.one", outcome="shown",
            learners=[draft.child.key], purpose="approval" if worker.role != "plan_author" else "support",
        )  # fmt: skip

    def _line(
        self,
        draft: Draft,
        worker: Worker,
        action: str,
        at: datetime,
        kind: str,
        key: str,
        details: dict[str, object] | None = None,
    ) -> None:
        self._ledger.add(
            AuditLine, at=at, xid=self._ledger.xid, account_id=worker.account, role=str(worker.role),
            appointment_id=worker.appointment, request_id="demo", action=action, outcome="done", object_type=kind,
            object_id=key, institution_id=draft.institution, learners=[draft.child.key], purpose="support",
            details=json.dumps(details or {}),
        )  # fmt: skip


def _by_head(draft: Draft, steps_at: Sequence[datetime]) -> list[datetime]:
    """When the head approved."""
    at = zip(draft.path.steps, steps_at, strict=True)
    return [when for step, when in at if step.name == "approve" and step.before == "at_head"]


def _moments(draws: Draws, draft: Draft) -> list[datetime]:
    gaps = [0.0]
    for step in draft.path.steps:
        least, most = GAPS.get(step.name, (1, 5))
        gaps.append(least + draws.share() * (most - least))
    starts = draws.share() * (40 if draft.state == "draft" else 18)
    return draft.term.moments(starts, gaps)


def _judged(body: Body, span: Span, whole_catalogue: bool) -> list[tuple[str, int, str]]:
    """(factor, level, reason) in order of the factor; with the whole catalogue also those that are not there."""
    present = {risk.factor: risk for risk in body.risks}
    factors = _catalogue(span) if whole_catalogue else tuple(sorted(present))
    return [
        (factor, present[factor].level, present[factor].reason) if factor in present else (factor, 0, "")
        for factor in factors
    ]


@lru_cache(maxsize=64)
def _catalogue(span: Span) -> tuple[str, ...]:
    return tuple(sorted(factor.key for factor in risks.factors_on(span.first)))


@lru_cache(maxsize=256)
def _preparation_eur(hours: Decimal, span: Span) -> Decimal:
    return preparation_eur(hours, span.first)


def _total(body: Body, span: Span) -> Decimal:
    lines = (bodies.cost_of(line.kind, span, line.hours, line.amount_eur) for line in body.lines)
    return sum(lines, start=_preparation_eur(body.preparation_hours, span))


def _content(
    body: Body, lines: Sequence[tuple[str, bodies.Line]], span: Span, whole_catalogue: bool
) -> dict[str, object]:
    """The shape that the plans room freezes."""
    first, end = span.first.isoformat(), span.end.isoformat()
    return {
        "goal": body.goal,
        "consulted": list(body.consulted),
        "consulted_note": body.note,
        "since": first,
        "until": end,
        "preparation_hours": f"{body.preparation_hours:.1f}",
        "planned_eur": str(_total(body, span)),
        "risks": [
            {"factor": factor, "level": level, "reason": reason}
            for factor, level, reason in _judged(body, span, whole_catalogue)
        ],
        "measures": [
            {
                "id": key,
                "kind": line.kind,
                "risks": sorted(line.risks),
                "provider_profession": line.profession,
                "subject": line.subject,
                "hours_planned": None if line.hours is None else f"{line.hours:.1f}",
                "amount_eur": None if line.amount_eur is None else f"{line.amount_eur:.2f}",
                "since": first,
                "until": end,
                "expected_result": line.expected,
                "planned_eur": str(bodies.cost_of(line.kind, span, line.hours, line.amount_eur)),
            }
            for key, line in lines
        ],
    }
