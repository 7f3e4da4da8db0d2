"""Who tries out rules; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import RuleTrial
from pumpurs.values.roles import Role


def manager_of_the_programme(viewer: Viewer, trial: RuleTrial) -> bool:
    """The manager of the programme, and nobody else."""
    return viewer.role is Role.PROGRAMME_MANAGER


def the_job_of_trials(viewer: Viewer, trial: RuleTrial) -> bool:
    """A job works it out."""
    return viewer.role is Role.JOB
