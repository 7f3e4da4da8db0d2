"""What of alerts waits for whom (kas gaida no brīdinājumiem): counts for the desk, no learner is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from pumpurs.foundation.together import Question, Rows, day_of
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.lifecycle.duty import AT_MUNICIPALITY, DutyState
from pumpurs.programme.alerts.models import Alert, DutyNotice
from pumpurs.programme.alerts.permissions.alerts import WORKERS
from pumpurs.values.roles import Role

AT_THE_HEAD = Q(owner=None) | Q(escalated_at__isnull=False)


@dataclass(frozen=True)
class AlertsThatWait:
    """`unseen`: alerts nobody has looked at; `mine` of them are the viewer's own.

    `notices`: to sign or to answer, the first by `notices_due_on`.
    """

    unseen: int
    mine: int
    notices: int
    notices_due_on: date | None
    to_sign: bool


def alerts_that_wait(*, viewer: Viewer) -> Question[AlertsThatWait] | None:
    """None for roles that have nothing to do with alerts."""
    if viewer.role not in WORKERS | {Role.MUNICIPAL_COORDINATOR}:
        return None
    signs = viewer.role is Role.HEAD
    waiting = Q(state=DutyState.PREPARED) if signs else Q(state__in=AT_MUNICIPALITY)
    day = "due_on" if signs else "answer_due_on"
    of_alerts = Alert.objects.visible_to(viewer).filter(state=AlertState.NEW).annotate(what=Value("unseen"))
    asked: QuerySet[Any, Any] = of_alerts.values("what").annotate(
        count=Count("id"), mine=Count("id", filter=_mine(viewer)), first=Cast(Value(None), DateField())
    )
    if viewer.role in (Role.HEAD, Role.MUNICIPAL_COORDINATOR):
        of_notices = DutyNotice.objects.visible_to(viewer).filter(waiting).annotate(what=Value("notices"))
        notices = of_notices.values("what").annotate(count=Count("id"), mine=Value(0), first=Min(day))
        asked = asked.union(notices, all=True) if signs else notices

    def read(rows: Rows) -> AlertsThatWait:
        found = {what: told for what, *told in rows}
        unseen, mine, _first = found.get("unseen", (0, 0, None))
        notices_count, _mine_of_them, due_on = found.get("notices", (0, 0, None))
        return AlertsThatWait(unseen, mine, notices_count, day_of(due_on), to_sign=signs)

    return Question(asked.values_list("what", "count", "mine", "first"), read)


def _mine(viewer: Viewer) -> Q:
    """Alerts of the viewer's own; a head's are those without an owner or late, too."""
    own = Q(owner_id=viewer.account_id)
    return own | AT_THE_HEAD if viewer.role is Role.HEAD else own


def my_new_alerts(*, viewer: Viewer) -> Question[int] | None:
    """How many alerts that are mine nobody has looked at; None for roles that have nothing to do with alerts."""
    if viewer.role not in WORKERS:
        return None
    rows = Alert.objects.visible_to(viewer).filter(_mine(viewer), state=AlertState.NEW).order_by()
    counted = rows.annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Question(counted.values_list("n"), lambda found: int(found[0][0]) if found else 0)
