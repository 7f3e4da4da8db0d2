"""Journal files (žurnālu datnes): receiving, checking, confirming, writing, undoing, turning away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from pumpurs.foundation import audit
from pumpurs.foundation.intake.archive import printable
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.journals import JOURNAL_LIFE
from pumpurs.programme.alerts.models import (
    JournalBatch,
    JournalColumns,
    JournalPart,
    JournalRejection,
)
from pumpurs.programme.alerts.permissions.journals import importer_or_machine_for_her
from pumpurs.programme.alerts.preconditions.journals import known_kind_of_file, room_for_one_more_file
from pumpurs.programme.alerts.rules.journals import Field, What, reasons_against, shape_of
from pumpurs.programme.learners.permissions.roster import importer_of_this_place
from pumpurs.programme.partners.models import Institution
from pumpurs.values.reasons import Reason

WRITE, UNDO = "journals.write", "journals.undo"


@dataclass(frozen=True)
class Month:
    """What a checked file holds of an institution in a month, and what stands there now."""

    institution_id: UUID
    partner_id: UUID
    month: date
    rows: int
    first_day: date | None
    last_day: date | None
    mark: str


@dataclass(frozen=True)
class Checked:
    """What reading a file gave. `rejections`: (row, column, value, reason)."""

    fingerprint: str
    kind: str
    columns: Mapping[str, str]
    rows: int
    accepted: int
    months: Sequence[Month]
    rejections: Iterable[tuple[int, str, str, str]]


@transaction.atomic
def receive(
    *,
    file_name: str,
    what: str,
    way: str,
    viewer: Viewer,
    now: datetime,
    institution_id: UUID | None = None,
    partner_id: UUID | None = None,
    token_id: UUID | None = None,
    push_key: str = "",
    push_print: str = "",
    batch_id: UUID | None = None,
) -> UUID:
    """Open a batch for an institution, a partner, or (neither) the nation; its id. Refused if it is not yours."""
    refuse_if(known_kind_of_file(what))
    if institution_id is not None:
        partner_id = Institution.objects.values_list("partner_id", flat=True).get(pk=institution_id)
    batch = JournalBatch(
        id=batch_id or uuid4(), file_name=file_name[:200], what=what, way=way, institution_id=institution_id,
        partner_id=partner_id, token_id=token_id, push_key=push_key[:64], push_print=push_print,
        received_at=now, received_by_id=viewer.account_id,
    )  # fmt: skip
    refuse_if(not_yours("journal.receive", importer_or_machine_for_her, viewer, batch))
    refuse_if(room_for_one_more_file(batch))
    batch.save()
    audit.changed(viewer, "journal.receive", batch, details={"what": what, "way": way})
    return batch.id


@transaction.atomic
def ask_columns(
    *, batch_id: UUID, header: Sequence[str], examples: Sequence[Sequence[str]], viewer: Viewer
) -> None:
    """Keep the header and a few masked rows, so that somebody can say what the columns mean."""
    batch = _locked(batch_id, viewer)
    batch.header, batch.examples = list(header), [list(row) for row in examples]
    batch.save(update_fields=["header", "examples"])
    audit.changed(viewer, "journal.ask_columns", batch)


@transaction.atomic
def remember_columns(
    *, batch_id: UUID, columns: Mapping[str, str], viewer: Viewer, now: datetime
) -> Mapping[str, str]:
    """Remember what the columns of this shape of file mean at this place. Refused with every `journal.mapping.…`."""
    batch = _locked(batch_id, viewer)
    refuse_if(not_yours("journal.receive", importer_of_this_place, viewer, batch))
    what = What(batch.what)
    known = {Field(field): column for field, column in columns.items()}
    refuse_if(reasons_against(what, known, batch.header, one_school=batch.institution_id is not None))
    kept = {field.value: column for field, column in known.items()}
    mapping, _ = JournalColumns.objects.visible_to(viewer).update_or_create(
        institution_id=batch.institution_id,
        partner_id=batch.partner_id,
        what=batch.what,
        shape=shape_of(batch.header),
        defaults={"columns": kept, "remembered_at": now},
    )
    batch.header, batch.examples = [], []
    batch.save(update_fields=["header", "examples"])
    audit.changed(viewer, "journal.remember_columns", mapping)
    return kept


def tell_progress(*, batch_id: UUID, rows: int, viewer: Viewer) -> None:
    """So many rows are read; for the page that waits."""
    JournalBatch.objects.visible_to(viewer).filter(pk=batch_id, state="received").update(read_rows=rows)


@transaction.atomic
def checked(*, batch_id: UUID, found: Checked, viewer: Viewer, now: datetime) -> None:
    """Note what the file holds, beside what stands there now. Nothing is replaced yet."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("check", batch, viewer)
    batch.fingerprint, batch.kind, batch.columns = found.fingerprint, found.kind, dict(found.columns)
    batch.rows = batch.read_rows = found.rows
    batch.accepted, batch.rejected = found.accepted, found.rows - found.accepted
    batch.header, batch.examples = [], []
    days = [month.last_day for month in found.months if month.last_day]
    batch.first_day = min((month.month for month in found.months), default=None)
    batch.last_day = max(days, default=None)
    now_there = _current(batch.what, found.months)
    batch.same = bool(found.months) and all(
        (there := now_there.get((month.institution_id, month.month))) is not None and there.mark == month.mark
        for month in found.months
    )
    batch.checked_at = now
    batch.save()
    JournalPart.objects.bulk_create(
        [
            JournalPart(
                batch=batch, partner_id=month.partner_id, institution_id=month.institution_id, what=batch.what,
                month=month.month, rows=month.rows, first_day=month.first_day, last_day=month.last_day,
                mark=month.mark,
                rows_before=there.rows if (there := now_there.get((month.institution_id, month.month))) else 0,
            )
            for month in found.months
        ],
        batch_size=2_000,
    )  # fmt: skip
    JournalRejection.objects.bulk_create(
        [
            JournalRejection(
                batch=batch, partner_id=batch.partner_id, institution_id=batch.institution_id,
                token_id=batch.token_id, row=row, column=column[:120], value=value[:80], reason_code=code,
            )
            for row, column, value, code in found.rejections
        ]
    )  # fmt: skip
    audit.changed(viewer, "journal.check", batch, details={"rows": batch.rows, "rejected": batch.rejected})


@transaction.atomic
def confirm(*, batch_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Let the file replace its months; a job does it. At the command line and for machines: `confirm_by_itself`."""
    _confirmed(_locked(batch_id, viewer), "confirm", viewer, now)
    later(WRITE, batch_id=str(batch_id))


@transaction.atomic
def confirm_by_itself(*, batch_id: UUID, viewer: Viewer, now: datetime) -> tuple[Reason, ...]:
    """A machine's file is taken without asking; if it looks torn, the reasons are kept and a person decides."""
    batch = _locked(batch_id, viewer)
    if reasons := JOURNAL_LIFE.reasons_against("confirm_by_itself", batch, viewer):
        batch.reasons = _kept(reasons)
        batch.save(update_fields=["reasons"])
        audit.changed(viewer, "journal.hold", batch, details={"reasons": [one.code for one in reasons]})
        return reasons
    _confirmed(batch, "confirm_by_itself", viewer, now)
    return ()


def _confirmed(batch: JournalBatch, step: str, viewer: Viewer, now: datetime) -> None:
    JOURNAL_LIFE.take(step, batch, viewer)
    batch.confirmed_at, batch.confirmed_by_id, batch.reasons = now, viewer.account_id, []
    batch.save(update_fields=["state", "confirmed_at", "confirmed_by_id", "reasons"])
    audit.changed(viewer, "journal.confirm", batch, details={"accepted": batch.accepted})


@transaction.atomic
def taken(*, batch_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The store holds the file now: its months are current, those of before are not."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("take", batch, viewer)
    parts = {(part.institution_id, part.month): part for part in batch.parts.all()}
    before = {
        (part.institution_id, part.month): part
        for part in _of_months(batch.what, parts).select_for_update(of=("self",)).order_by("id")
        if (part.institution_id, part.month) in parts
    }
    JournalPart.objects.filter(pk__in=[part.pk for part in before.values()]).update(current=False)
    for place, part in parts.items():
        there = before.get(place)
        part.current, part.replaced, part.rows_before = True, there, there.rows if there else 0
    JournalPart.objects.bulk_update(parts.values(), ["current", "replaced", "rows_before"], batch_size=2_000)
    batch.taken_at = now
    batch.save(update_fields=["state", "taken_at"])
    audit.changed(viewer, "journal.take", batch, details={"rows": batch.accepted, "months": len(parts)})


@transaction.atomic
def ask_back(*, batch_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Ask for what stood there before this file; a job does it. Refused where a later file rests on it."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("ask_back", batch, viewer)
    batch.ended_at, batch.ended_by_id = now, viewer.account_id
    batch.save(update_fields=["state", "ended_at", "ended_by_id"])
    audit.changed(viewer, "journal.ask_back", batch)
    later(UNDO, batch_id=str(batch_id))


@transaction.atomic
def undone(*, batch_id: UUID, viewer: Viewer) -> None:
    """The store holds again what was there before this file."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("undo", batch, viewer)
    parts = list(batch.parts.select_related("replaced"))
    JournalPart.objects.filter(batch=batch).update(current=False)
    JournalPart.objects.filter(pk__in=[part.replaced_id for part in parts if part.replaced_id]).update(
        current=True
    )
    batch.save(update_fields=["state"])
    audit.changed(viewer, "journal.undo", batch, details={"months": len(parts)})


@transaction.atomic
def keep_after_all(*, batch_id: UUID, reasons: Sequence[Reason], viewer: Viewer) -> None:
    """What was there before is no longer kept aside, so the file stays."""
    _keep(_locked(batch_id, viewer), reasons, viewer)


@transaction.atomic
def kept_for_a_later_file(*, batch_id: UUID, viewer: Viewer) -> bool:
    """Whether a file was written over this one since it was asked back; then it stays. Ask with the store locked."""
    batch = _locked(batch_id, viewer)
    reasons = JOURNAL_LIFE.reasons_against("undo", batch, viewer)
    if reasons:
        _keep(batch, reasons, viewer)
    return bool(reasons)


def _keep(batch: JournalBatch, reasons: Sequence[Reason], viewer: Viewer) -> None:
    JOURNAL_LIFE.take("keep_after_all", batch, viewer)
    batch.reasons, batch.ended_at, batch.ended_by_id = _kept(reasons), None, None
    batch.save(update_fields=["state", "reasons", "ended_at", "ended_by_id"])
    audit.changed(viewer, "journal.keep_after_all", batch)


@transaction.atomic
def give_up(*, batch_id: UUID, reasons: Sequence[Reason], viewer: Viewer, now: datetime) -> None:
    """A confirmed file whose rows are lost cannot be written; it must be brought once more."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("give_up", batch, viewer)
    batch.reasons, batch.ended_at, batch.ended_by_id = _kept(reasons), now, viewer.account_id
    batch.save(update_fields=["state", "reasons", "ended_at", "ended_by_id"])
    audit.changed(viewer, "journal.give_up", batch)


@transaction.atomic
def turn_away(*, batch_id: UUID, reasons: Sequence[Reason], viewer: Viewer, now: datetime) -> None:
    """Note why a file was not taken, or that somebody chose not to."""
    batch = _locked(batch_id, viewer)
    JOURNAL_LIFE.take("turn_away", batch, viewer)
    batch.reasons, batch.header, batch.examples = _kept(reasons), [], []
    batch.ended_at, batch.ended_by_id = now, viewer.account_id
    batch.save(update_fields=["state", "reasons", "header", "examples", "ended_at", "ended_by_id"])
    audit.changed(viewer, "journal.turn_away", batch, details={"reasons": [one.code for one in reasons]})


def _locked(batch_id: UUID, viewer: Viewer) -> JournalBatch:
    return JournalBatch.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=batch_id)


def _kept(reasons: Sequence[Reason]) -> list[Any]:
    return [[one.code, {key: printable(str(value)) for key, value in one.values.items()}] for one in reasons]


def _of_months(what: str, months: Iterable[tuple[UUID, date]]) -> Any:
    places = list(months)
    return JournalPart.objects.filter(
        Q(institution_id__in={place[0] for place in places}) & Q(month__in={place[1] for place in places}),
        what=what,
        current=True,
    )


def _current(what: str, months: Sequence[Month]) -> dict[tuple[UUID, date], JournalPart]:
    rows = _of_months(what, [(month.institution_id, month.month) for month in months])
    return {(part.institution_id, part.month): part for part in rows}
