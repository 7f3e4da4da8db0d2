"""Who may say who cares for whom and to whom a case is referred; the function's name is the rule."""

from __future__ import annotations

from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.roles import INSTITUTION_ROLES, Role


def leads_this_institution(viewer: Viewer, institution_id: UUID | None) -> bool:
    """The head or coordinator of the institution where the learner learns."""
    return viewer.role in INSTITUTION_ROLES and institution_id in viewer.reach.institutions


def refers_cases_of_this_institution(viewer: Viewer, institution_id: UUID | None) -> bool:
    """The head of the institution where the learner learns, or the coordinator of its municipality."""
    return (
        viewer.role in (Role.HEAD, Role.MUNICIPAL_COORDINATOR) and institution_id in viewer.reach.institutions
    )
