"""Minutes that are paid for (apmaksājamais laiks): what sheets come to, by kind of line, position and rate.

A closed sheet keeps its sums; those of an open one are worked out from its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pumpurs.foundation.together import Question
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.lifecycle import CLOSED
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.preconditions.counting import counted
from pumpurs.programme.work.rules import KeptSheet, SheetSums, sums_of_kept

COLUMNS = ("id", "partner_id", "institution_id", "provider_id", "month", "position", "state")


def given(
    *,
    viewer: Viewer,
    months: Collection[str] | None = None,
    until: str | None = None,
    partner_id: UUID | None = None,
    states: Collection[str] | None = None,
    sheet_ids: Collection[UUID] | None = None,
) -> tuple[SheetSums, ...]:
    """Sheets in reach of these months, or until a month, with their sums, in order of month and id.

    One statement reads them, one more works open ones out, if any. It names no learner, so no look is noted.
    """
    narrowed: dict[str, Any] = {}
    narrowed |= {"month__in": list(months)} if months is not None else {}
    narrowed |= {"month__lte": until} if until else {}
    narrowed |= {"partner_id": partner_id} if partner_id else {}
    narrowed |= {"state__in": list(states)} if states is not None else {}
    narrowed |= {"id__in": list(sheet_ids)} if sheet_ids is not None else {}
    sheets = Sheet.objects.visible_to(viewer).filter(**narrowed)
    rows = list(sheets.order_by("month", "id").values_list(*COLUMNS, "sums"))
    still_open = any(row[-1] is None for row in rows)
    lines = counted(sheets.filter(sums__isnull=True)) if still_open else {}
    return tuple(
        SheetSums._make((*row, sums_of_kept(kept) if kept is not None else lines.get(row[0], ())))
        for *row, kept in rows
    )


def kept(sheets: QuerySet[Sheet]) -> Question[list[KeptSheet]]:
    """What closed sheets, already narrowed to the viewer, keep; in order of month and id. No learner is named."""
    columns = ("id", "institution_id", "provider_id", "position", "month", "sums")
    rows = sheets.filter(sums__isnull=False).order_by("month", "id").values_list(*columns)
    return Question(rows, lambda found: [KeptSheet._make(row) for row in found])


def kept_and_counted(*, viewer: Viewer) -> Iterator[tuple[SheetSums, SheetSums]]:
    """Each closed sheet in reach, with the sums it keeps and with those its lines come to now. For the proof."""
    lines = counted(Sheet.objects.visible_to(viewer).filter(sums__isnull=False))
    for sheet in given(viewer=viewer, states=CLOSED):
        yield sheet, sheet._replace(sums=lines.get(sheet.id, ()))
