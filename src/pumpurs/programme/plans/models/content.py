"""What stands in a plan as plain values: the one shape that is frozen, compared, printed and shown."""

from __future__ import annotations

from typing import Any

from pumpurs.programme.plans.models.plan import Measure, Plan


def measure_content(row: Measure) -> dict[str, Any]:
    """One measure as plain values."""
    return {
        "id": str(row.id),
        "kind": row.kind,
        "risks": sorted(row.risks),
        "provider_profession": row.provider_profession,
        "subject": row.subject,
        "hours_planned": None if row.hours_planned is None else str(row.hours_planned),
        "amount_eur": None if row.amount_eur is None else str(row.amount_eur),
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "expected_result": row.expected_result,
        "planned_eur": str(row.planned_eur),
    }


def content_of(plan: Plan) -> dict[str, Any]:
    """What stands in the whole plan now."""
    return {
        "goal": plan.learner_goal,
        "consulted": list(plan.consulted),
        "consulted_note": plan.consulted_note,
        "since": plan.since.isoformat(),
        "until": plan.until.isoformat(),
        "preparation_hours": str(plan.preparation_hours),
        "planned_eur": str(plan.planned_eur),
        "risks": [
            {"factor": row.factor, "level": row.level, "reason": row.reason}
            for row in plan.riskjudgements.order_by("factor")
        ],
        "measures": [measure_content(row) for row in plan.measures.order_by("position", "id")],
    }
