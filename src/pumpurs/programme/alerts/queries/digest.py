"""How many alerts wait for whom: for the weekly mail, which names nobody. For jobs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.alerts.permissions.alerts import owner_works_there
from pumpurs.programme.alerts.queries.desk import AT_THE_HEAD
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class Digest:
    """One mail: to which address, in which language, how many alerts nobody has looked at."""

    address: str
    language: str
    count: int


def digests(*, viewer: Viewer, today: date) -> tuple[Digest, ...]:
    """One for each owner with new alerts; alerts without an owner at the school, or late ones, count for the heads."""
    rows = Alert.objects.visible_to(viewer).filter(state=AlertState.NEW)
    new = rows.annotate(has_owner=owner_works_there(today))
    waits = Counter[UUID]()
    for owner, count in new.filter(has_owner=True).values_list("owner").annotate(n=Count("id")):
        waits[owner] += count
    at_head = dict(
        new.filter(AT_THE_HEAD | Q(has_owner=False)).values_list("institution_id").annotate(n=Count("id"))
    )
    in_force = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    heads = Appointment.objects.filter(in_force, role=Role.HEAD, institution_id__in=at_head)
    for account, institution in heads.values_list("account_id", "institution_id"):
        if institution is not None:
            waits[account] += at_head[institution]
    people = Account.objects.filter(pk__in=waits, is_active=True).order_by("email")
    return tuple(Digest(one.email, one.language, waits[one.id]) for one in people)
