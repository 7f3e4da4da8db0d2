"""The jobs of journals: reading what waits, writing what was confirmed, giving back, finishing what was cut off."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, server_now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.places import GIVEN, ROWS, aside, aside_of, forget, forget_texts, store
from pumpurs.jobs.journals.reading import JOB, read
from pumpurs.jobs.journals.writing import give_back_asked, write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm_by_itself, turn_away
from pumpurs.programme.alerts.queries.journal_work import batches_without_hold, to_be_read
from pumpurs.programme.alerts.queries.journals import one_batch
from pumpurs.values.reasons import Refused

READ, WRITE, UNDO = "journals.read", "journals.write", "journals.undo"
ONE_WRITER = "journals.write"
EVERY_FIVE_MINUTES, EVERY_NIGHT = "*/5 * * * *", "20 3 * * *"
OLDEST = timedelta(days=7)
CUT_OFF = timedelta(minutes=15)


@app.task(name=READ, lock="journals.read")
def read_waiting(batch_id: str) -> None:
    """Read the file that waits for this batch; what cannot be taken is turned away with its reasons."""
    wanted = UUID(batch_id)
    given = aside_of(wanted) / GIVEN
    if waiting.path_of(wanted).exists():
        shutil.move(waiting.path_of(wanted), given)
    take_in(batch_id=wanted, path=given)


def take_in(*, batch_id: UUID, path: Path) -> bool:
    """Read a file and, where no person is asked, write it too. True if the store holds it now."""
    with looking_as(JOB):
        batch = one_batch(viewer=JOB, batch_id=batch_id)
    if batch.state != "received":
        return False
    try:
        if not read(batch_id=batch_id, path=path, now=now()):
            return False
    except Refused as refusal:
        with looking_as(JOB):
            turn_away(batch_id=batch_id, reasons=refusal.reasons, viewer=JOB, now=now())
        forget(batch_id)
        return False
    forget_texts(batch_id)
    if batch.way in ("page", "command"):
        return False
    with looking_as(JOB):
        held = confirm_by_itself(batch_id=batch_id, viewer=JOB, now=now())
    if not held:
        write_confirmed(now=now())
    return not held


@app.task(name=WRITE, lock=ONE_WRITER)
def write_into_store(batch_id: str) -> None:
    """Write confirmed files into the store, `batch_id` among them."""
    write_confirmed(now=now())


@app.task(name=UNDO, lock=ONE_WRITER)
def undo_in_store(batch_id: str) -> None:
    """Give back what was there before the files that were asked back, `batch_id` among them."""
    give_back_asked()


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="journals.finish", lock=ONE_WRITER, queueing_lock="journals.finish")
def finish(timestamp: int) -> None:
    """Finish what was confirmed or asked back and cut off by a crash; `timestamp` is when the job was due."""
    write_confirmed(now=now())
    give_back_asked()
    oldest = (server_now() - CUT_OFF).timestamp()
    given = [path for path in aside().glob(f"*/{GIVEN}") if path.stat().st_mtime < oldest]
    with looking_as(JOB):
        for batch_id in to_be_read(viewer=JOB, ids=[UUID(path.parent.name) for path in given]):
            later(READ, batch_id=str(batch_id))


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="journals.sweep", lock=ONE_WRITER, queueing_lock="journals.sweep")
def sweep(timestamp: int) -> None:
    """Forget what lies aside for files that ended, or for which nobody came back; and what no manifest names."""
    folders = {UUID(path.name): path for path in aside().iterdir() if path.is_dir()}
    with looking_as(JOB):
        useless = batches_without_hold(viewer=JOB, ids=list(folders))
    oldest = (server_now() - OLDEST).timestamp()
    for batch_id, path in folders.items():
        waits_too_long = (path / ROWS).exists() or (path / GIVEN).exists()
        if batch_id in useless or (waits_too_long and path.stat().st_mtime < oldest):
            forget(batch_id)
    store().sweep()
