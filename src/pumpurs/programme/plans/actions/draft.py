"""Starting a plan (jauns IAP), empty or copied from an earlier semester; putting back what was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, PlanState
from pumpurs.programme.plans.models import Measure, Plan, RiskJudgement
from pumpurs.programme.plans.preconditions import draft_of, something_to_copy, there_is_one
from pumpurs.programme.plans.rules import cost_eur, preparation_eur
from pumpurs.rulebook import calendar, preparation, risks
from pumpurs.values.periods import Semester
from pumpurs.values.reasons import Refused


def keys_of(plan: Plan) -> dict[str, Any]:
    """The columns by which every line of a plan hangs on it and on its walls."""
    return {"plan": plan, "institution_id": plan.institution_id, "learner_id": plan.learner_id}


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('plans_plan_number')")
        return int(cursor.fetchone()[0])


@transaction.atomic
def start(*, learner_id: UUID, semester: Semester, viewer: Viewer, now: datetime) -> UUID:
    """Start an empty plan for a learner and semester; its id. Refused if there is one already or it is not yours."""
    learner = (
        Learner.objects.visible_to(viewer).select_related("institution", "school_class").get(pk=learner_id)
    )
    span = calendar.dates(semester)
    plan = Plan(  # type: ignore[misc]  # a learner who is enrolled nowhere is refused by the step
        learner=learner,
        institution_id=learner.institution_id,
        semester=str(semester),
        state=UNBORN,
        grade=learner.grade,
        vocational=learner.vocational,
        class_name=learner.school_class.name if learner.school_class else "",
        author_id=viewer.account_id,
        author_appointment_id=viewer.appointment_id,
        writers=[viewer.account_id],
        since=span.first,
        until=span.end,
        preparation_hours=preparation.most_hours_on(span.first),
        created_at=now,
    )
    PLAN_LIFE.take("start", plan, viewer)
    plan.number, plan.partner_id = _next_number(), plan.institution.partner_id
    plan.planned_eur = preparation_eur(plan.preparation_hours, plan.since)
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(there_is_one(plan)) from fault
    audit.changed(viewer, "plan.start", plan, details={"semester": str(semester)})
    return plan.id


@transaction.atomic
def copy_last(*, learner_id: UUID, semester: Semester, viewer: Viewer, now: datetime) -> UUID:
    """Start a plan from the learner's latest earlier one: risks, measures and goal, dated anew; its id."""
    earlier = Plan.objects.visible_to(viewer).filter(learner_id=learner_id, semester__lt=str(semester))
    last = earlier.exclude(state=PlanState.INACTIVE).order_by("-semester").first()
    refuse_if(something_to_copy(last))
    assert last is not None
    plan_id = start(learner_id=learner_id, semester=semester, viewer=viewer, now=now)
    plan = Plan.objects.get(pk=plan_id)
    plan.copied_from, plan.learner_goal = last, last.learner_goal
    plan.consulted, plan.consulted_note = [], ""
    known = {factor.key for factor in risks.factors_on(plan.since)}
    RiskJudgement.objects.bulk_create(
        RiskJudgement(factor=row.factor, level=row.level, reason=row.reason, **keys_of(plan))
        for row in last.riskjudgements.order_by("factor")
        if row.factor in known
    )
    for row in last.measures.order_by("position", "id"):
        copied = Measure(
            kind=row.kind,
            risks=row.risks,
            provider_profession=row.provider_profession,
            subject=row.subject,
            hours_planned=row.hours_planned,
            amount_eur=row.amount_eur,
            since=plan.since,  # a copied measure runs over the whole of the new semester
            until=plan.until,
            expected_result=row.expected_result,
            position=row.position,
            **keys_of(plan),
        )
        copied.planned_eur = cost_eur(draft_of(copied))
        copied.save(force_insert=True)
    add_up(plan)
    plan.save(update_fields=["copied_from", "learner_goal", "consulted", "consulted_note", "planned_eur"])
    audit.changed(viewer, "plan.copy", plan, details={"from": str(last.id)})
    return plan.id


def add_up(plan: Plan) -> None:
    """The plan's kept sum: all measures and the hours for preparing, following and evaluating."""
    planned = sum(
        (row.planned_eur for row in plan.measures.all()),
        start=preparation_eur(plan.preparation_hours, plan.since),
    )
    plan.planned_eur = planned


def put_back(plan: Plan, content: Mapping[str, Any]) -> None:
    """Put a frozen content into the plan's working lines again; every revision moves on, so that old forms clash."""
    plan.learner_goal, plan.consulted_note = content["goal"], content["consulted_note"]
    plan.consulted, plan.preparation_hours = content["consulted"], Decimal(content["preparation_hours"])
    plan.revisions = {part: plan.revisions.get(part, 0) + 1 for part in ("goal", "consulted")}
    judged = {row.factor: row for row in plan.riskjudgements.all()}
    for risk in content["risks"]:
        judgement = judged.pop(risk["factor"], None)
        if judgement is None:
            judgement = RiskJudgement(factor=risk["factor"], revision=0, **keys_of(plan))
        judgement.level, judgement.reason = risk["level"], risk["reason"]
        judgement.revision += 1
        judgement.save()
    planned = {str(row.id): row for row in plan.measures.all()}
    for position, line in enumerate(content["measures"], start=1):
        row = planned.pop(line["id"], None) or Measure(id=UUID(line["id"]), revision=0, **keys_of(plan))
        row.kind, row.risks, row.subject = line["kind"], line["risks"], line["subject"]
        row.provider_profession, row.expected_result = line["provider_profession"], line["expected_result"]
        row.hours_planned = None if line["hours_planned"] is None else Decimal(line["hours_planned"])
        row.amount_eur = None if line["amount_eur"] is None else Decimal(line["amount_eur"])
        row.since, row.until = date.fromisoformat(line["since"]), date.fromisoformat(line["until"])
        row.planned_eur, row.position = Decimal(line["planned_eur"]), position
        row.revision += 1
        row.save()
    for left_over in (*judged.values(), *planned.values()):
        left_over.delete()
    plan.planned_eur = Decimal(content["planned_eur"])
