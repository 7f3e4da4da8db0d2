"""Who is told by mail that monthly sheets wait: addresses only, for jobs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, Q, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role

LEVELS = (
    (SheetState.AT_HEAD, Role.HEAD, "institution_id"),
    (SheetState.AT_MUNICIPALITY, Role.MUNICIPAL_COORDINATOR, "partner_id"),
    (SheetState.AT_AGENCY, Role.NATIONAL_EXPERT, None),
)
Told = tuple[tuple[str, str, int], ...]


def sheets_owed(*, viewer: Viewer, month: Month, today: date) -> Told:
    """(address, language, how many sheets) of who owes a step with sheets of a month: who did the work, or approves."""
    return who_owes(Sheet.objects.visible_to(viewer).filter(month=str(month)), today)


def who_owes(sheets: QuerySet[Sheet], today: date) -> Told:
    """The same of sheets that were chosen already. For who has left the head of the institution is told."""
    rows = sheets.order_by().annotate(left=provider_left(today))
    owed: Counter[tuple[str, str]] = Counter()
    mine = rows.filter(state=SheetState.OPEN, left=False)
    for address, language, count in mine.values_list("provider__email", "provider__language").annotate(
        count=Count("pk")
    ):
        owed[address, language] += count
    for state, role, place in LEVELS:
        wanted = Q(state=state)
        if role is Role.HEAD:
            wanted |= Q(state=SheetState.OPEN, left=True)
        _add(owed, rows.filter(wanted), role, place, today)
    return tuple((*who, count) for who, count in sorted(owed.items()))


def _add(
    owed: Counter[tuple[str, str]], rows: QuerySet[Sheet], role: Role, place: str | None, today: date
) -> None:
    """Count the sheets for whoever has the role at their place; for everybody in the role where it has no place."""
    if place is None:
        waiting = {None: count} if (count := rows.count()) else {}
    else:
        waiting = dict(rows.values_list(place).annotate(count=Count("pk")))
    people = Appointment.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today, role=role)
    people = people.filter(account__is_active=True)
    if place is not None:
        people = people.filter(**{f"{place}__in": waiting})
    for address, language, where in people.values_list(
        "account__email", "account__language", place or "account_id"
    ):
        owed[address, language] += waiting.get(where if place else None, 0)
    for nobody in [who for who, count in owed.items() if not count]:
        del owed[nobody]
