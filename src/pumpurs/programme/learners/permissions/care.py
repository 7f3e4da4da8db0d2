"""Who may say who cares for whom; the function's name is the rule."""

from __future__ import annotations

from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.roles import INSTITUTION_ROLES


def leads_this_institution(viewer: Viewer, institution_id: UUID | None) -> bool:
    """The head or coordinator of the institution where the learner learns."""
    return viewer.role in INSTITUTION_ROLES and institution_id in viewer.reach.institutions
