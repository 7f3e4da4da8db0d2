"""Writing a checked file into the store, and giving back what was there before it.

What the store held is kept aside first; then the store swaps all months of the file at once; then the database learns
of it. Killed between any two of these, the next run does the same again and ends in the same state.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterable, Iterator, Sequence
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
from pumpurs.programme.alerts.actions.journals import (
    give_up,
    keep_after_all,
    kept_for_a_later_file,
    taken,
    undone,
)
from pumpurs.programme.alerts.actions.keys import keys_of_institutions
from pumpurs.programme.alerts.queries.journal_work import months_held, waiting_for_the_job
from pumpurs.programme.alerts.queries.journals import BatchCard, one_batch
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason

LOG = logging.getLogger(__name__)


def write_confirmed(*, now: datetime) -> None:
    """Write every confirmed file into the store, in the order of confirmation: one cut off by a crash comes first.

    One that cannot be written stops those of its own schools and kind alone; it is tried again.
    """
    with _alone():
        with looking_as(JOB):
            confirmed = waiting_for_the_job(viewer=JOB, state="confirmed")
        stuck = set[tuple[str, int]]()
        for batch_id in confirmed:
            batch, scopes = _scopes(batch_id)
            places = {(batch.what, scope.institution) for scope in scopes}
            if stuck & places:
                continue
            try:
                _write(batch, scopes, now)
            except Exception as fault:
                _not_this_time(batch_id, fault)
                stuck |= places


def give_back_asked() -> None:
    """Put what was there before in the place of every file that was asked back. One that fails stops no other."""
    with _alone():
        with looking_as(JOB):
            asked = waiting_for_the_job(viewer=JOB, state="undoing")
        for batch_id in asked:
            try:
                _give_back(batch_id)
            except Exception as fault:
                _not_this_time(batch_id, fault)


def _not_this_time(batch_id: UUID, fault: Exception) -> None:
    """Only what kind of fault it was: its words may hold rows of the file."""
    LOG.error("journal file %s is not done yet, it is tried again: %s", batch_id, type(fault).__name__)


@contextmanager
def _alone() -> Iterator[None]:
    """One writer at a time, between worker and command line too."""
    with (aside() / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(batch: BatchCard, scopes: Sequence[Scope], now: datetime) -> None:
    batch_id = batch.id
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
    with looking_as(JOB):
        if kept_for_a_later_file(batch_id=batch_id, viewer=JOB):
            return
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
