"""Sheets of a month that leave with its package (nosūtīšana) or come back with it: many at once, all or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.actions.sheet import decision_of
from pumpurs.programme.work.lifecycle import SHEET_LIFE, against_each
from pumpurs.programme.work.models import Sheet, SheetDecision


@transaction.atomic
def send_sheets(*, sheet_ids: Collection[UUID], viewer: Viewer, now: datetime) -> int:
    """Approved sheets are sent; how many. Refused with the reasons against every sheet, DoesNotExist out of reach.

    Sheets are locked in order of id and saved by one statement. A reason's place is "sheet:<id>".
    """
    return _all_or_none("send", sheet_ids, viewer, now)


@transaction.atomic
def return_sheets(*, sheet_ids: Collection[UUID], viewer: Viewer, now: datetime) -> int:
    """Sent sheets are approved ones again, because their package came back; how many. Refusals as in `send_sheets`."""
    return _all_or_none("give_back", sheet_ids, viewer, now)


def _all_or_none(step: str, sheet_ids: Collection[UUID], viewer: Viewer, now: datetime) -> int:
    wanted = frozenset(sheet_ids)
    rows = Sheet.objects.visible_to(viewer).filter(pk__in=wanted).order_by("id")
    sheets = list(rows.select_for_update(of=("self",)).select_related("partner"))
    if len(sheets) != len(wanted):
        raise Sheet.DoesNotExist
    refuse_if(against_each(step, sheets, viewer))
    decisions = []
    for sheet in sheets:
        before = sheet.state
        SHEET_LIFE.take(step, sheet, viewer)
        decisions.append(decision_of(step, sheet, before, viewer, now))
    if sheets:
        Sheet.objects.filter(pk__in=wanted).update(state=sheets[0].state)
        SheetDecision.objects.bulk_create(decisions)
        audit.noted(
            viewer,
            f"sheet.{step}",
            object_type="sheet",
            details={"months": sorted({sheet.month for sheet in sheets}), "count": len(sheets)},
        )
    return len(sheets)
