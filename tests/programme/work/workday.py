"""A day of work: what is recorded in the tests of this room, and how the way of a sheet is walked."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Measure
from pumpurs.programme.work.actions import record, sending, sheet
from pumpurs.programme.work.actions.record import Given
from pumpurs.programme.work.models import Session, Sheet
from pumpurs.programme.work.rules import Line
from tests.database import as_owner
from tests.programme.plans.stage import Stage, by

THURSDAY = date(2026, 10, 8)


def line(plan_id: UUID, *, minutes: int = 60, attended: bool = True, outcome: str = "Prot daļas.") -> Line:
    """The plan's consultation, given for an hour."""
    with as_owner():
        measure_id = Measure.objects.get(plan_id=plan_id, kind="teacher_consultation").id
    return Line(plan_id, measure_id, attended, minutes if attended else 0, outcome)


def given(
    *lines: Line, day: date = THURSDAY, begins: str = "14:00", ends: str = "15:00", **more: Any
) -> Given:
    """A session of an hour on a Thursday."""
    return Given(day, time.fromisoformat(begins), time.fromisoformat(ends), lines, **more)


def recorded(session: Given, viewer: Viewer, *, days: int = 5) -> UUID:
    """The session is recorded, some days after the plan was submitted."""
    return record.record(given=session, **by(viewer, days=days))


def the_sheet(session_id: UUID) -> Sheet:
    """The sheet that a session stands on, as the database has it."""
    with as_owner():
        return Session.objects.select_related("sheet").get(pk=session_id).sheet


def closed(stage: Stage, plan_id: UUID, *, attended: bool = True) -> UUID:
    """Anna's sheet with one session, waiting for the head."""
    sheet_id = the_sheet(recorded(given(line(plan_id, attended=attended)), stage.anna)).id
    sheet.submit(sheet_id=sheet_id, **by(stage.anna, days=30))
    return sheet_id


def sent(stage: Stage, plan_id: UUID, *, attended: bool = True) -> UUID:
    """Anna's sheet of October with one session, sent with the month's package in November."""
    sheet_id = closed(stage, plan_id, attended=attended)
    send_closed(stage, sheet_id)
    return sheet_id


def send_closed(stage: Stage, sheet_id: UUID) -> None:
    """A sheet that waits for the head goes all its way and is sent."""
    sheet.approve(sheet_id=sheet_id, **by(stage.head, days=31))
    sheet.approve(sheet_id=sheet_id, **by(stage.coordinator, days=32))
    sending.send_sheets(sheet_ids=[sheet_id], **by(stage.coordinator, days=33))
