"""Who takes in rosters, and other files of a place: the function's name is the rule."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.roles import INSTITUTION_ROLES, Role


class OfPlace(Protocol):
    """What is taken in for an institution, a partner, or (neither) the nation."""

    @property
    def institution_id(self) -> UUID | None:
        """The institution, if it is for one."""

    @property
    def partner_id(self) -> UUID | None:
        """The partner, if it is for one or for one of its institutions."""


def importer_of_this_place(viewer: Viewer, brought: OfPlace) -> bool:
    """Head or coordinator for the own institution, municipal coordinator for the own partner, manager for all."""
    if viewer.role is Role.PROGRAMME_MANAGER:
        return True
    if viewer.role is Role.MUNICIPAL_COORDINATOR:
        inside = brought.institution_id is None or brought.institution_id in viewer.reach.institutions
        return inside and brought.partner_id in viewer.reach.partners
    return viewer.role in INSTITUTION_ROLES and brought.institution_id in viewer.reach.institutions


def importer_or_the_job_for_her(viewer: Viewer, brought: OfPlace) -> bool:
    """Checking changes nothing yet, so the job that was asked for it may do it too."""
    return viewer.role is Role.JOB or importer_of_this_place(viewer, brought)
