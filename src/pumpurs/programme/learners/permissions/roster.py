"""Who takes in rosters: the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import RosterImport
from pumpurs.values.roles import INSTITUTION_ROLES, Role


def importer_of_this_place(viewer: Viewer, roster: RosterImport) -> bool:
    """Head or coordinator for the own institution, municipal coordinator for the own partner, manager for all."""
    if viewer.role is Role.PROGRAMME_MANAGER:
        return True
    if viewer.role is Role.MUNICIPAL_COORDINATOR:
        inside = roster.institution_id is None or roster.institution_id in viewer.reach.institutions
        return inside and roster.partner_id in viewer.reach.partners
    return viewer.role in INSTITUTION_ROLES and roster.institution_id in viewer.reach.institutions


def importer_or_the_job_for_her(viewer: Viewer, roster: RosterImport) -> bool:
    """Checking changes nothing yet, so the job that was asked for it may do it too."""
    return viewer.role is Role.JOB or importer_of_this_place(viewer, roster)
