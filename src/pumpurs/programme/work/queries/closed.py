"""On which sheet a line of a past month stands: told before it is recorded, and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.lifecycle import SHEET_LIFE, SheetState
from pumpurs.programme.work.models import Preparation, Sheet
from pumpurs.programme.work.rules import MONTHS_TOLD
from pumpurs.values.periods import Month, month_of


def months_closed(*, viewer: Viewer, today: date) -> tuple[Month, ...]:
    """The last months whose own sheet is closed, newest first: what is found of them stands on this month's sheet."""
    current = month_of(today)
    rows = Sheet.objects.visible_to(viewer).filter(
        provider_id=viewer.account_id, month__lt=str(current), month__gte=str(current.plus(-MONTHS_TOLD))
    )
    months = rows.exclude(state="open").order_by("-month").values_list("month", flat=True).distinct()
    return tuple(map(Month.parse, months))


@dataclass(frozen=True)
class ClosedNow:
    """The own sheet of the month that runs, closed already: nothing of this month is written down until it is open."""

    sheet_id: UUID
    month: Month
    may_take_back: bool


def closed_now(*, viewer: Viewer, today: date) -> ClosedNow | None:
    """The own sheet of the month that runs, if it is closed. One statement."""
    month = month_of(today)
    rows = Sheet.objects.visible_to(viewer).filter(provider_id=viewer.account_id, month=str(month))
    found = rows.exclude(state=SheetState.OPEN).order_by("id").first()
    if found is None:
        return None
    return ClosedNow(found.id, month, "recall" in SHEET_LIFE.open_steps(found, viewer))


def sheet_month_of_hours(*, viewer: Viewer, line_id: UUID) -> Month:
    """The month of the sheet on which own hours with a plan stand; DoesNotExist if they are not the viewer's."""
    mine = Preparation.objects.visible_to(viewer).filter(provider_id=viewer.account_id)
    return Month.parse(mine.values_list("sheet__month", flat=True).get(pk=line_id))
