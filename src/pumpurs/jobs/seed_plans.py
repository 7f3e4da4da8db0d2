"""Seeding of plans: lines, decisions, comments, and what was frozen, in any state that is asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from pumpurs.jobs.scenario import LearnerCase, MeasureCase, PlanCase
from pumpurs.jobs.sowing import Sower
from pumpurs.jobs.typed_json import Wrong
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.models import (
    Decision,
    LineComment,
    Measure,
    Plan,
    PlanVersion,
    RiskJudgement,
    Suspension,
    content_of,
)
from pumpurs.programme.plans.rules import MeasureDraft, cost_eur, preparation_eur
from pumpurs.rulebook import RulebookError, calendar, measures, risks
from pumpurs.values.periods import Semester, Span
from pumpurs.values.reasons import Refused

WAITING = {"at_head", "at_municipality", "at_agency"}
APPROVED = {"approved", "evaluated", "closed", "under_revision", "suspended"}


class PlanSower:
    """Writes the plans of a scenario."""

    def __init__(self, sower: Sower) -> None:
        self._sower = sower

    def plan(
        self, case: PlanCase, learner: LearnerCase, place: str, learner_id: UUID, institution: UUID | None
    ) -> None:
        """One plan with everything that hangs on it."""
        if institution is None or learner.grade is None:
            raise Wrong(
                f"{place}: the learner {learner.key!r} has no institution or grade, so cannot have a plan"
            )
        now, known = self._sower.now, self._sower.known
        span, semester = self._span(case, place)
        row = Institution.objects.get(pk=institution)
        key = self._sower.new(Plan, case.key)
        started = case.state != "draft"
        approved_at = case.approved_at or (now if case.state in APPROVED else None)
        head_at = case.first_head_approved_at
        if head_at is None and (approved_at or case.state in {"at_municipality", "at_agency"}):
            head_at = approved_at or now
        author = known(Account, case.author, f"{place}.author")
        appointment = self._sower.maybe(Appointment, case.author_appointment, f"{place}.author_appointment")
        if appointment is None:
            theirs = Appointment.objects.filter(account_id=author, institution_id=institution)
            appointment = theirs.order_by("since").values_list("id", flat=True).first()
        signed = {"learner_id": learner_id, "state": "signed"}
        consent = Consent.objects.filter(**signed).values_list("id", flat=True).first()
        application = (
            Application.objects.filter(**signed, semester=semester).values_list("id", flat=True).first()
        )
        self._sower.add(
            place, Plan, id=key, number=_next_number(), learner_id=learner_id, institution_id=institution,
            partner_id=row.partner_id, semester=semester, state=case.state, version=case.version, grade=learner.grade,
            vocational=learner.vocational, author_id=author, author_appointment_id=appointment,
            consent_id=consent if started else None, application_id=application if started else None,
            copied_from_id=self._sower.maybe(Plan, case.copied_from, f"{place}.copied_from"),
            since=span.first, until=span.end, learner_goal=case.goal, consulted=list(case.consulted),
            consulted_note=case.consulted_note,
            preparation_hours=case.preparation_hours, planned_eur=Decimal(0), is_clean=case.is_clean,
            money_used=case.money_used, created_at=case.created_at or now,
            submitted_at=case.submitted_at or (now if started else None),
            waiting_since=case.waiting_since or ((case.submitted_at or now) if case.state in WAITING else None),
            first_head_approved_at=head_at, approved_at=approved_at,
        )  # fmt: skip
        keys = {"plan_id": key, "institution_id": institution, "learner_id": learner_id}
        total = preparation_eur(case.preparation_hours, span.first) + self._lines(case, place, span, keys)
        Plan.objects.filter(pk=key).update(planned_eur=total)
        self._history(case, place, keys)
        if started:
            content = content_of(Plan.objects.get(pk=key))
            frozen_at = case.submitted_at or now
            self._sower.add(
                place, PlanVersion, number=case.version, content=content, frozen_at=frozen_at,
                approved_at=approved_at if case.state in APPROVED else None, **keys,
            )  # fmt: skip

    def _span(self, case: PlanCase, place: str) -> tuple[Span, str]:
        try:
            semester = (
                Semester.parse(case.semester)
                if case.semester
                else calendar.current_semester(self._sower.now.date())
            )
            return calendar.dates(semester), str(semester)
        except (Refused, RulebookError) as fault:
            raise Wrong(
                f"{place}.semester: {case.semester!r} is no semester that the calendar knows"
            ) from fault

    def _lines(self, case: PlanCase, place: str, span: Span, keys: dict[str, Any]) -> Decimal:
        factors = {factor.key for factor in risks.factors_on(span.first)}
        for number, risk in enumerate(case.risks):
            inside = f"{place}.risks[{number}]"
            if risk.factor not in factors:
                raise Wrong(f"{inside}.factor: {risk.factor!r} is not in the rulebook")
            self._sower.add(
                inside, RiskJudgement, factor=risk.factor, level=risk.level, reason=risk.reason, **keys
            )
        total = Decimal(0)
        for number, line in enumerate(case.measures):
            total += self._measure(line, number, f"{place}.measures[{number}]", span, keys)
        return total

    def _measure(
        self, line: MeasureCase, number: int, place: str, span: Span, keys: dict[str, Any]
    ) -> Decimal:
        if line.kind not in measures.table().rules:
            raise Wrong(f"{place}.kind: {line.kind!r} is not in the rulebook")
        since, until = line.since or span.first, line.until or span.end
        if until <= since:
            raise Wrong(f"{place}.until: must be later than since; it is the first day that no longer counts")
        given_by = measures.measure(line.kind).given_by
        draft = MeasureDraft(line.kind, line.risks, Span(since, until), line.hours, line.amount_eur)
        cost = cost_eur(draft)
        values: dict[str, Any] = {} if line.key is None else {"id": self._sower.new(Measure, line.key)}
        self._sower.add(
            place, Measure, kind=line.kind, risks=list(line.risks), hours_planned=line.hours,
            amount_eur=line.amount_eur, subject=line.subject,
            provider_profession=line.provider_profession or (given_by[0] if given_by else ""),
            expected_result=line.expected_result, since=since, until=until, planned_eur=cost, position=number,
            **values, **keys,
        )  # fmt: skip
        return cost

    def _history(self, case: PlanCase, place: str, keys: dict[str, Any]) -> None:
        known = self._sower.known
        for number, one in enumerate(case.decisions):
            inside = f"{place}.decisions[{number}]"
            self._sower.add(
                inside, Decision, step=one.step, by_id=known(Account, one.by, f"{inside}.by"), role=one.role, at=one.at,
                from_state=one.from_state, to_state=one.to_state, version=one.version, reason_code=one.reason_code,
                note=one.note, **keys,
            )  # fmt: skip
        for number, said in enumerate(case.comments):
            inside, line = f"{place}.comments[{number}]", said.line
            if line.startswith("measure:"):
                line = f"measure:{known(Measure, line.removeprefix('measure:'), f'{inside}.line')}"
            self._sower.add(
                inside, LineComment, line=line, text=said.text, by_id=known(Account, said.by, f"{inside}.by"),
                role=said.role, at=said.at, settled_at=said.settled_at, **keys,
            )  # fmt: skip
        for number, rest in enumerate(case.suspensions):
            self._sower.add(
                f"{place}.suspensions[{number}]", Suspension, reason_code=rest.reason_code, note=rest.note,
                since=rest.since, until=rest.until, **keys,
            )  # fmt: skip


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('plans_plan_number')")
        return int(cursor.fetchone()[0])
