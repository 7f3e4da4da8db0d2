"""Who looked at a learner's record (kas skatījis): read from the audit trail, for staff and for the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import NOBODY, Viewer
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class Look:
    """One look at, or change of, one learner's record. Names of people and places are not here, only references."""

    at: datetime
    role: str
    account_id: UUID | None
    appointment_id: UUID | None
    action: str
    purpose: str
    changed: bool


def looks_at(*, viewer: Viewer, learner_id: UUID, page: int = 1) -> Page[Look]:
    """Looks of other people at a learner in the viewer's reach, latest first; jobs without a person are left out."""
    lines = (
        AuditLine.objects.visible_to(viewer)
        .filter(learners__contains=[learner_id], outcome__in=("shown", "done"))
        .exclude(role=str(Role.JOB))
        .exclude(account_id=viewer.account_id)
        .order_by("-id")
    )
    return paged(lines, page, _look)


def _look(line: AuditLine) -> Look:
    account_id = None if line.account_id == NOBODY else line.account_id
    return Look(
        line.at, line.role, account_id, line.appointment_id, line.action, line.purpose, line.outcome == "done"
    )
