"""Rosters (saraksti): long checks that were asked for on a page, and the sweeping of files nobody came back for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, server_now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import arguments_of
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.queries.journal_work import to_be_read
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_receive import turn_away
from pumpurs.values.reasons import Refused

EVERY_QUARTER_HOUR = "*/15 * * * *"
CHECK = "rosters.check"


@app.task(name=CHECK, lock=CHECK)
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
    """Forget files that wait for nobody; `timestamp` is when the job was due.

    A roster that a job is still to check and a journal that is still to be read stay, however long the queue is.
    """
    viewer, now_seconds = job_viewer("rosters.sweep"), server_now().timestamp()
    with looking_as(viewer):
        journals = to_be_read(viewer=viewer, ids=waiting.left_lying(now_seconds=now_seconds))
        rosters = [UUID(asked["roster_id"]) for asked in arguments_of(CHECK)]
        waiting.sweep(now_seconds=now_seconds, keep={*journals, *rosters})
