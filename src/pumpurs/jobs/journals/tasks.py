"""The jobs of journals: reading what waits, writing what was confirmed, giving back, finishing what was cut off."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import InterfaceError, OperationalError
from procrastinate.contrib.django import app

from pumpurs.foundation.audit import AuditDown
from pumpurs.foundation.clock import now, server_now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import arguments_of, later
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.places import GIVEN, ROWS, aside, aside_of, forget, forget_texts, store
from pumpurs.jobs.journals.reading import JOB, read
from pumpurs.jobs.journals.writing import give_back_asked, write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm_by_itself, turn_away
from pumpurs.programme.alerts.queries.journal_work import batches_without_hold, received_before, to_be_read
from pumpurs.programme.alerts.queries.journals import one_batch
from pumpurs.values.reasons import Reason, Refused

READ, WRITE, UNDO = "journals.read", "journals.write", "journals.undo"
ONE_WRITER = "journals.write"
EVERY_FIVE_MINUTES, EVERY_NIGHT = "*/5 * * * *", "20 3 * * *"
OLDEST = timedelta(days=7)
CUT_OFF = timedelta(minutes=15)
NOT_THE_FILES_FAULT = (
    OperationalError,
    InterfaceError,
    AuditDown,
    OSError,
)  # the database or the disk: it is tried again
LOG = logging.getLogger(__name__)


@app.task(name=READ, lock="journals.read")
def read_waiting(batch_id: str) -> None:
    """Read the file that waits for this batch; what cannot be taken is turned away with its reasons."""
    wanted = UUID(batch_id)
    given = aside_of(wanted) / GIVEN
    if waiting.path_of(wanted).exists():
        shutil.move(waiting.path_of(wanted), given)
        given.touch()  # from now on it counts as being read
    take_in(batch_id=wanted, path=given)


def take_in(*, batch_id: UUID, path: Path) -> None:
    """Read a file and, where no person is asked, write it too.

    A file over which reading itself stumbles is turned away too: it would stumble again each time.
    """
    with looking_as(JOB):
        batch = one_batch(viewer=JOB, batch_id=batch_id)
    if batch.state != "received":
        return
    try:
        if not read(batch_id=batch_id, path=path, now=now()):
            return
    except Refused as refusal:
        _turned_away(batch_id, *refusal.reasons)
        return
    except NOT_THE_FILES_FAULT:
        raise
    except Exception as fault:
        LOG.error(
            "journal file %s cannot be read: %s", batch_id, type(fault).__name__
        )  # its words may hold rows
        _turned_away(batch_id, Reason("journal.file.unreadable", {"file": batch.file_name}))
        return
    forget_texts(batch_id)
    if batch.way in ("page", "command"):
        return
    with looking_as(JOB):
        held = confirm_by_itself(batch_id=batch_id, viewer=JOB, now=now())
    if not held:
        write_confirmed(now=now())


def _turned_away(batch_id: UUID, *reasons: Reason) -> None:
    with looking_as(JOB):
        turn_away(batch_id=batch_id, reasons=reasons, viewer=JOB, now=now())
    forget(batch_id)


@app.task(name=WRITE, lock=ONE_WRITER)
def write_into_store(batch_id: str) -> None:
    """Write confirmed files into the store, `batch_id` among them."""
    write_confirmed(now=now())


@app.task(name=UNDO, lock=ONE_WRITER)
def undo_in_store(batch_id: str) -> None:
    """Give back what was there before the files that were asked back, `batch_id` among them.

    What was confirmed is written first: a file cut off half-way may lie in the store already.
    """
    write_confirmed(now=now())
    give_back_asked()


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="journals.finish", lock=ONE_WRITER, queueing_lock="journals.finish")
def finish(timestamp: int) -> None:
    """Finish what was confirmed or asked back and cut off by a crash; `timestamp` is when the job was due."""
    write_confirmed(now=now())
    give_back_asked()
    now_seconds = server_now().timestamp()
    oldest = now_seconds - CUT_OFF.total_seconds()
    given = [UUID(path.parent.name) for path in aside().glob(f"*/{GIVEN}") if path.stat().st_mtime < oldest]
    lying = waiting.left_lying(now_seconds=now_seconds)
    with looking_as(JOB):
        asked = {one["batch_id"] for one in arguments_of(READ)}
        for batch_id in to_be_read(viewer=JOB, ids=[*given, *lying]):
            if str(batch_id) not in asked:
                later(READ, batch_id=str(batch_id))


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="journals.sweep", lock=ONE_WRITER, queueing_lock="journals.sweep")
def sweep(timestamp: int) -> None:
    """Forget what lies aside for files that ended, or for which nobody came back; and what no manifest names.

    A file that could not be read for a week, or of which nobody said what its columns mean, is turned away.
    """
    folders = {UUID(path.name): path for path in aside().iterdir() if path.is_dir()}
    with looking_as(JOB):
        for batch_id, file_name in received_before(viewer=JOB, before=now() - OLDEST):
            late = Reason("journal.file.not_in_time", {"file": file_name})
            turn_away(batch_id=batch_id, reasons=[late], viewer=JOB, now=now())
            waiting.drop(batch_id)
        useless = batches_without_hold(viewer=JOB, ids=list(folders))
    oldest = (server_now() - OLDEST).timestamp()
    for batch_id, path in folders.items():
        waits_too_long = (path / ROWS).exists() or (path / GIVEN).exists()
        if batch_id in useless or (waits_too_long and path.stat().st_mtime < oldest):
            forget(batch_id)
    store().sweep()
