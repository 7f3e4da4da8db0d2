"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.outcomes.models.evaluation import Evaluation, MeasureVerdict, Opinion, RiskOutcome
from pumpurs.programme.outcomes.models.follow_up import FollowUp

__all__ = ["Evaluation", "FollowUp", "MeasureVerdict", "Opinion", "RiskOutcome"]
