"""Rosters (saraksti): long checks that were asked for on a page, and the sweeping of files nobody came back for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_receive import turn_away
from pumpurs.values.reasons import Refused

EVERY_QUARTER_HOUR = "*/15 * * * *"


@app.task(name="rosters.check", lock="rosters.check")
def check_waiting(roster_id: str, columns: Mapping[str, str] | None = None) -> None:
    """Check the roster whose file waits; a file that cannot be taken is turned away with its reasons."""
    wanted, viewer = UUID(roster_id), job_viewer("rosters.check")
    try:
        with looking_as(viewer):
            check(roster_id=wanted, path=waiting.path_of(wanted), viewer=viewer, now=now(), columns=columns)
    except Refused as refusal:
        with looking_as(viewer):
            turn_away(roster_id=wanted, reasons=refusal.reasons, viewer=viewer, now=now())
    waiting.drop(wanted)


@app.periodic(cron=EVERY_QUARTER_HOUR)
@app.task(name="rosters.sweep", queueing_lock="rosters.sweep")
def sweep(timestamp: int) -> None:
    """Forget waiting files that are too old; `timestamp` is when the job was due."""
    with transaction.atomic():
        waiting.sweep(now_seconds=now().timestamp())
