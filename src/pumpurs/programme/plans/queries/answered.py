"""Which risks running plans answer: so that early warning stays silent about what is being helped. For jobs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.lifecycle import WAITING, PlanState
from pumpurs.programme.plans.models import RiskJudgement

RUNNING = WAITING | {PlanState.APPROVED, PlanState.UNDER_REVISION}


def answered_risks(*, viewer: Viewer, day: date) -> Mapping[UUID, frozenset[str]]:
    """By learner: the risk factors that are there according to a plan submitted or approved, running on that day."""
    rows = RiskJudgement.objects.visible_to(viewer).filter(
        level__gt=0, plan__state__in=RUNNING, plan__since__lte=day, plan__until__gt=day
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for learner, factor in rows.values_list("learner_id", "factor").iterator():
        found[learner].add(factor)
    return {learner: frozenset(factors) for learner, factors in found.items()}
