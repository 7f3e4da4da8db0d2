"""Who takes in journals: the same people who take in rosters; and who makes tokens."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.values.roles import INSTITUTION_ROLES, Role


def the_job(viewer: Viewer, batch: JournalBatch) -> bool:
    """Only jobs write into the store."""
    return viewer.role is Role.JOB


def head_or_coordinator_of_this_school(viewer: Viewer, token: JournalToken) -> bool:
    """Tokens are made and revoked at the school itself."""
    return viewer.role in INSTITUTION_ROLES and token.institution_id in viewer.reach.institutions
