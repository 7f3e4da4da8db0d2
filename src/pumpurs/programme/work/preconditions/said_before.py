"""The very session said once more: a second press, or a retry of a page that never came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pumpurs.programme.work.models import Entry
from pumpurs.programme.work.rules import Line


def said_before(times: tuple[datetime, datetime], lines: Sequence[Line], provider_id: UUID) -> UUID | None:
    """The very session that is said once more: the same minutes, learners and measures, present or not.

    A second press, or a retry of a page that never came back, is no second session.
    """
    begins_at, ends_at = times
    rows = Entry.objects.filter(
        provider_id=provider_id, begins_at=begins_at, ends_at=ends_at, taken_out_at=None
    ).values_list("session_id", "plan_id", "measure_id", "attended", "minutes")
    there = list(rows)
    said = {(one.plan_id, one.measure_id, one.attended, one.minutes if one.attended else 0) for one in lines}
    return there[0][0] if there and {row[1:] for row in there} == said else None
