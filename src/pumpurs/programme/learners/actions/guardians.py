"""Guardians who came along with a learner (pārstāvji, kas atnāk līdzi): from when the new school reads how to reach
them."""

from __future__ import annotations

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Guardian


def met(*, guardian: Guardian | None, viewer: Viewer) -> None:
    """The family turned to the present school: mail and phone of this guardian are no longer kept from it."""
    if guardian is not None and guardian.came_with_id is not None:
        guardian.came_with_id = None
        guardian.save(update_fields=["came_with_id"])
        audit.changed(viewer, "guardian.met", guardian, purpose="consent")
