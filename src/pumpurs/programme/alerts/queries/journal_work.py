"""Reads about journal files for the jobs that read, write and give back: what waits, what is of use still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import JournalBatch, JournalPart


def months_held(*, viewer: Viewer, batch_id: UUID) -> list[tuple[UUID, date]]:
    """(institution, month) of all that a file holds."""
    rows = JournalPart.objects.visible_to(viewer).filter(batch_id=batch_id)
    return list(rows.order_by("institution_id", "month").values_list("institution_id", "month"))


def waiting_for_the_job(*, viewer: Viewer, state: str) -> list[UUID]:
    """Files that are to be written (`confirmed`) or given back (`undoing`), in the order they were asked for."""
    rows = JournalBatch.objects.visible_to(viewer).filter(state=state)
    order = "confirmed_at" if state == "confirmed" else "ended_at"
    return list(rows.order_by(order, "id").values_list("id", flat=True))


def to_be_read(*, viewer: Viewer, ids: Sequence[UUID]) -> list[UUID]:
    """Of these batches, those that are still to be read and wait for nobody."""
    rows = JournalBatch.objects.visible_to(viewer).filter(pk__in=ids, state="received", header=[])
    return list(rows.values_list("id", flat=True))


def received_before(*, viewer: Viewer, before: datetime) -> list[tuple[UUID, str]]:
    """(id, name) of files that came before that moment and were never read."""
    rows = JournalBatch.objects.visible_to(viewer).filter(state="received", received_at__lt=before)
    return list(rows.values_list("id", "file_name"))


def batches_without_hold(*, viewer: Viewer, ids: Sequence[UUID]) -> set[UUID]:
    """Of these batches, those whose files aside are of no use any more."""
    rows = JournalBatch.objects.visible_to(viewer).filter(pk__in=ids)
    held = rows.filter(state__in=("received", "checked", "confirmed", "undoing")) | rows.filter(
        state="taken", parts__current=True
    )
    return set(ids) - set(held.values_list("id", flat=True))
