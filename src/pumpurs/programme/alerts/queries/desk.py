"""What of alerts waits for whom (kas gaida no brīdinājumiem): counts for the desk, no learner is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.lifecycle.duty import AT_MUNICIPALITY, DutyState
from pumpurs.programme.alerts.models import Alert, DutyNotice
from pumpurs.programme.alerts.permissions.alerts import WORKERS
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class AlertsThatWait:
    """`unseen`: alerts nobody has looked at. `notices`: to sign or to answer, the first by `notices_due_on`."""

    unseen: int
    notices: int
    notices_due_on: date | None
    to_sign: bool


def alerts_that_wait(*, viewer: Viewer) -> AlertsThatWait | None:
    """Two queries at most; None for roles that have nothing to do with alerts."""
    if viewer.role not in WORKERS | {Role.MUNICIPAL_COORDINATOR}:
        return None
    unseen = 0
    if viewer.role in WORKERS:
        unseen = Alert.objects.visible_to(viewer).filter(state=AlertState.NEW).count()
    if viewer.role not in (Role.HEAD, Role.MUNICIPAL_COORDINATOR):
        return AlertsThatWait(unseen, 0, None, to_sign=False)
    signs = viewer.role is Role.HEAD
    waiting = Q(state=DutyState.PREPARED) if signs else Q(state__in=AT_MUNICIPALITY)
    day = "due_on" if signs else "answer_due_on"
    found = DutyNotice.objects.visible_to(viewer).filter(waiting).aggregate(count=Count("id"), first=Min(day))
    return AlertsThatWait(unseen, found["count"], found["first"], to_sign=signs)
