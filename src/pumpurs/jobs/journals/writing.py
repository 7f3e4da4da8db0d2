"""Writing a checked file into the store, and giving back what was there before it.

What the store held is kept aside first; then the store swaps all months of the file at once; then the database learns
of it. Killed between any two of these, the next run does the same again and ends in the same state.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.engines.desk import desk
from pumpurs.analytics.intake import before
from pumpurs.analytics.store import Scope
from pumpurs.analytics.tables import JOURNALS
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.places import BEFORE, ROWS, aside, aside_of, store
from pumpurs.jobs.journals.reading import JOB
from pumpurs.programme.alerts.actions.journals import give_up, keep_after_all, taken, undone
from pumpurs.programme.alerts.actions.keys import keys_of_institutions
from pumpurs.programme.alerts.queries.journal_work import months_held, waiting_for_the_job
from pumpurs.programme.alerts.queries.journals import BatchCard, one_batch
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason


def write_confirmed(*, now: datetime) -> None:
    """Write every confirmed file into the store, in the order of confirmation: one cut off by a crash comes first."""
    with _alone():
        with looking_as(JOB):
            confirmed = waiting_for_the_job(viewer=JOB, state="confirmed")
        for batch_id in confirmed:
            _write(batch_id, now)


def give_back_asked() -> None:
    """Put what was there before in the place of every file that was asked back."""
    with _alone():
        with looking_as(JOB):
            asked = waiting_for_the_job(viewer=JOB, state="undoing")
        for batch_id in asked:
            _give_back(batch_id)


@contextmanager
def _alone() -> Iterator[None]:
    """One writer at a time, between worker and command line too."""
    with (aside() / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(batch_id: UUID, now: datetime) -> None:
    batch, scopes = _scopes(batch_id)
    folder = aside_of(batch_id)
    rows, held = folder / ROWS, folder / BEFORE
    if not rows.exists():
        with looking_as(JOB):
            gone = Reason("journal.write.rows_gone", {"file": batch.file_name})
            give_up(batch_id=batch_id, reasons=[gone], viewer=JOB, now=now)
        return
    if not held.exists():
        with desk(folder / "desk") as table:
            before.keep(table, store(), batch.what, scopes, held)
    reach("journal.kept")
    store().replace_many(batch.what, scopes, _batches(rows, batch.what))
    reach("journal.stored")
    with looking_as(JOB):
        taken(batch_id=batch_id, viewer=JOB, now=now)
    rows.unlink(missing_ok=True)


def _give_back(batch_id: UUID) -> None:
    batch, scopes = _scopes(batch_id)
    held = aside_of(batch_id) / BEFORE
    if not held.exists():
        gone = Reason("journal.undo.nothing_kept", {"file": batch.file_name})
        with looking_as(JOB):
            keep_after_all(batch_id=batch_id, reasons=[gone], viewer=JOB)
        return
    store().replace_many(batch.what, scopes, before.kept(held, batch.what))
    reach("journal.given_back")
    with looking_as(JOB):
        undone(batch_id=batch_id, viewer=JOB)
    held.unlink(missing_ok=True)


def _scopes(batch_id: UUID) -> tuple[BatchCard, list[Scope]]:
    with looking_as(JOB):
        batch = one_batch(viewer=JOB, batch_id=batch_id)
        months = months_held(viewer=JOB, batch_id=batch_id)
        keys = keys_of_institutions(viewer=JOB, institutions={institution for institution, _ in months})
    return batch, [Scope(keys[institution], month, month_of(month).span.end) for institution, month in months]


def _batches(path: Path, table: str) -> Iterable[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(columns=list(JOURNALS[table].columns))
