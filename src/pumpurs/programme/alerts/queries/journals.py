"""Reads about journal files: the history of a place, one file, its months, its rejected rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import (
    JournalBatch,
    JournalColumns,
    JournalPart,
    JournalRejection,
)
from pumpurs.programme.alerts.preconditions.journals import looks_whole
from pumpurs.programme.alerts.rules.journals import What, guessed, shape_of
from pumpurs.programme.learners.rules.columns import remembered
from pumpurs.values.reasons import Reason


@dataclass(frozen=True)
class BatchCard:
    """One journal file as its list and its page show it."""

    id: UUID
    state: str
    what: str
    way: str
    place: str  # name of the institution or partner; empty for the nation
    institution_id: UUID | None
    partner_id: UUID | None
    file_name: str
    kind: str
    header: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    read_rows: int
    rows: int
    accepted: int
    rejected: int
    same: bool
    first_day: date | None
    last_day: date | None
    received_at: datetime
    checked_at: datetime | None
    taken_at: datetime | None
    ended_at: datetime | None
    reasons: tuple[Reason, ...]

    @property
    def waits_for_columns(self) -> bool:
        """Somebody must say what the columns mean."""
        return self.state == "received" and bool(self.header)

    @property
    def looks(self) -> str:
        """The state as people see it: one more than the life-cycle has."""
        return "columns" if self.waits_for_columns else self.state


@dataclass(frozen=True)
class MonthCard:
    """What a file holds of a school in a month. `same`: every row stands there already."""

    institution_id: UUID
    place: str
    month: date
    rows: int
    rows_before: int
    same: bool
    current: bool


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not taken."""

    row: int
    column: str
    value: str
    reason: Reason


def batches_in_sight(*, viewer: Viewer, page: int = 1) -> Page[BatchCard]:
    """Journal files of the places the viewer reaches, newest first, 50 to a page."""
    rows = JournalBatch.objects.visible_to(viewer).select_related("institution", "partner")
    return paged(rows.order_by("-received_at", "id"), page, card_of)


def one_batch(*, viewer: Viewer, batch_id: UUID) -> BatchCard:
    """One file. JournalBatch.DoesNotExist out of reach."""
    rows = JournalBatch.objects.visible_to(viewer).select_related("institution", "partner")
    return card_of(rows.get(pk=batch_id))


def doubts_about(*, viewer: Viewer, batch_id: UUID) -> tuple[Reason, ...]:
    """What a person should look at before a file is taken in: much was rejected, or a month would shrink much."""
    return looks_whole(JournalBatch.objects.visible_to(viewer).get(pk=batch_id))


def examples_shown(*, viewer: Viewer, batch_id: UUID) -> None:
    """Somebody looks at the first rows of a file to say what its columns mean."""
    audit.noted(viewer, "journal.columns", object_type="journalbatch", object_id=str(batch_id))


def months_of(*, viewer: Viewer, batch_id: UUID, page: int = 1) -> Page[MonthCard]:
    """What the file holds, by school and month."""
    parts = JournalPart.objects.visible_to(viewer)
    as_there = parts.filter(
        institution_id=OuterRef("institution_id"), month=OuterRef("month"), what=OuterRef("what"),
        mark=OuterRef("mark"), current=True,
    )  # fmt: skip
    rows = parts.filter(batch_id=batch_id).select_related("institution").annotate(same=Exists(as_there))
    return paged(rows.order_by("institution__name", "month"), page, _month)


def rejections_of(*, viewer: Viewer, batch_id: UUID, page: int = 1) -> Page[RejectedRow]:
    """Rows that were not taken, in the order of the file."""
    rows = JournalRejection.objects.visible_to(viewer).filter(batch_id=batch_id)
    found = paged(rows.order_by("row", "id"), page, _rejection)
    if found.items:
        audit.noted(viewer, "journal.rejections", object_type="journalbatch", object_id=str(batch_id))
    return found


def columns_of(*, viewer: Viewer, card: BatchCard, header: Sequence[str]) -> Mapping[str, str]:
    """Field -> column: as remembered for this place and shape, else guessed by the usual headings."""
    known = (
        JournalColumns.objects.visible_to(viewer)
        .filter(
            institution_id=card.institution_id,
            partner_id=card.partner_id,
            what=card.what,
            shape=shape_of(header),
        )
        .first()
    )
    if known is None:
        return {field.value: column for field, column in guessed(What(card.what), header).items()}
    return remembered(known.columns, header)


def card_of(row: JournalBatch) -> BatchCard:
    """The card of a batch, read with its institution and partner."""
    place = row.institution or row.partner
    return BatchCard(
        id=row.id,
        state=row.state,
        what=row.what,
        way=row.way,
        place=place.name if place else "",
        institution_id=row.institution_id,
        partner_id=row.partner_id,
        file_name=row.file_name,
        kind=row.kind,
        header=tuple(row.header),
        examples=tuple(tuple(cells) for cells in row.examples),
        read_rows=row.read_rows,
        rows=row.rows,
        accepted=row.accepted,
        rejected=row.rejected,
        same=row.same,
        first_day=row.first_day,
        last_day=row.last_day,
        received_at=row.received_at,
        checked_at=row.checked_at,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        reasons=tuple(Reason(code, values) for code, values in row.reasons),
    )


def _month(row: JournalPart) -> MonthCard:
    return MonthCard(
        row.institution_id,
        row.institution.name,
        row.month,
        row.rows,
        row.rows_before,
        vars(row)["same"],
        row.current,
    )


def _rejection(row: JournalRejection) -> RejectedRow:
    values = {"row": row.row, "column": row.column, "value": row.value}
    return RejectedRow(row.row, row.column, row.value, Reason(row.reason_code, values))
