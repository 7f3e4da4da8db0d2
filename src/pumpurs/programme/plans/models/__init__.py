"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.plans.models.content import content_of, measure_content
from pumpurs.programme.plans.models.decision import Decision, LineComment, PlanVersion, Suspension
from pumpurs.programme.plans.models.plan import Measure, Plan, RiskJudgement

__all__ = [
    "Decision",
    "LineComment",
    "Measure",
    "Plan",
    "PlanVersion",
    "RiskJudgement",
    "Suspension",
    "content_of",
    "measure_content",
]
