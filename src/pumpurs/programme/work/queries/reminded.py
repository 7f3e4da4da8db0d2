"""Who is told by mail that monthly sheets wait: addresses only, for jobs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.models import Sheet
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role


def sheets_owed(*, viewer: Viewer, month: Month, today: date) -> tuple[tuple[str, str, int], ...]:
    """(address, language, how many sheets) of who owes a step with sheets of a month: provider, head, coordinator."""
    rows = Sheet.objects.visible_to(viewer).filter(month=str(month)).order_by()
    owed: Counter[tuple[str, str]] = Counter()
    mine = rows.filter(state=SheetState.OPEN, provider__is_active=True)
    for address, language, count in mine.values_list("provider__email", "provider__language").annotate(
        count=Count("pk")
    ):
        owed[address, language] += count
    for state, role, place in (
        (SheetState.AT_HEAD, Role.HEAD, "institution_id"),
        (SheetState.AT_MUNICIPALITY, Role.MUNICIPAL_COORDINATOR, "partner_id"),
    ):
        waiting = dict(rows.filter(state=state).values_list(place).annotate(count=Count("pk")))
        people = Appointment.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)
        told = people.filter(role=role, account__is_active=True, **{f"{place}__in": waiting})
        for where, address, language in told.values_list(place, "account__email", "account__language"):
            owed[address, language] += waiting[where]
    return tuple((*who, count) for who, count in sorted(owed.items()))
