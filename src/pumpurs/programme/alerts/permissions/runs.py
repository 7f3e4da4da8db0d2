"""Who lets the rules go over the store; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import ScoringRun
from pumpurs.values.roles import Role


def the_nightly_job(viewer: Viewer, run: ScoringRun) -> bool:
    """A job, at night or by command; no person raises alerts of the rules."""
    return viewer.role is Role.JOB
