"""What the plan held and what came of it, read for the evaluation: risks, measures, hours, euros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.outcomes.models import Evaluation, MeasureVerdict, RiskOutcome
from pumpurs.programme.outcomes.rules import Verdict, Written
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.queries.in_force import with_version_in_force
from pumpurs.programme.work.models import Correction, Entry


@dataclass(frozen=True)
class Planned:
    """What the version in force holds: levels of the risks it found, and its measures as they were frozen."""

    risks: Mapping[str, int]
    measures: Mapping[UUID, Mapping[str, Any]]


def what_was_planned(plan: Plan) -> Planned:
    """Of the newest version that the head approved; nothing where there is none."""
    found: dict[str, Any] = vars(with_version_in_force(Plan.objects.filter(pk=plan.pk)).get())
    content = found["content"] or {}
    risks = {one["factor"]: one["level"] for one in content.get("risks", ()) if one["level"]}
    return Planned(risks, {UUID(one["id"]): one for one in content.get("measures", ())})


def written_of(plan: Plan) -> Written:
    """What its author said so far."""
    row = Evaluation.objects.filter(plan=plan).first()
    if row is None:
        return Written()
    verdicts = MeasureVerdict.objects.filter(plan=plan)
    return Written(
        risks={one.factor: one.level_after for one in RiskOutcome.objects.filter(plan=plan)},
        verdicts={one.measure_id: Verdict(one.verdict, one.unused_reason, one.note) for one in verdicts},
        recommendation=row.recommendation,
        outcome=row.outcome,
        comment=row.comment,
    )


def figures_of(plan: Plan) -> dict[str, Any]:
    """Planned and given minutes and euros of each measure now, as they are frozen with the evaluation."""
    given: dict[UUID, int] = {}
    entries = Entry.objects.filter(plan=plan, taken_out_at=None, attended=True)
    later = Correction.objects.filter(plan=plan)
    for rows in (
        entries.values_list("measure_id").annotate(Sum("minutes")),
        later.values_list("measure_id").annotate(Sum("minutes_delta")),
    ):
        for measure, minutes in rows.order_by():
            given[measure] = given.get(measure, 0) + minutes
    lines = LedgerLine.objects.filter(claim__plan=plan).order_by()
    paid = dict(lines.values_list("claim__measure_id").annotate(Sum("paid_eur")))
    return {
        "measures": {
            str(key): {
                "kind": one["kind"],
                "minutes_planned": _minutes(one["hours_planned"]),
                "minutes_given": given.get(key, 0),
                "planned_eur": one["planned_eur"],
                "paid_eur": str(paid.get(key, Decimal("0.00"))),
            }
            for key, one in what_was_planned(plan).measures.items()
        }
    }


def _minutes(hours: str | None) -> int | None:
    return None if hours is None else int(Decimal(hours) * 60)
