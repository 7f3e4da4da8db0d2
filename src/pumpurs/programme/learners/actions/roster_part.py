"""Taking a plain list as a part of the roster (saraksta daļa): who is not in it stays."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.lifecycle.roster import ROSTER_LIFE
from pumpurs.programme.learners.models import RosterImport


@transaction.atomic
def nobody_leaves(*, roster_id: UUID, viewer: Viewer) -> None:
    """Forget the planned leavings of a checked plain list. Refused where it is a bundle or decided already."""
    roster = RosterImport.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=roster_id)
    ROSTER_LIFE.take("nobody_leaves", roster, viewer)
    roster.changes.filter(what="leaving").delete()
    stayed, roster.leaving, roster.whole = roster.leaving, 0, False
    roster.save(update_fields=["state", "leaving", "whole"])
    audit.changed(viewer, "roster.nobody_leaves", roster, details={"stayed": stayed})
