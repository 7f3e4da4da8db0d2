"""Who decides about the statistical model; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import RiskModel
from pumpurs.values.roles import Role


def programme_manager(viewer: Viewer, model: RiskModel) -> bool:
    """The manager of the programme, and nobody else."""
    return viewer.role is Role.PROGRAMME_MANAGER


def the_alarm_of_drift(viewer: Viewer, model: RiskModel) -> bool:
    """A job that saw that the data have moved away from the training."""
    return viewer.role is Role.JOB
