"""The way of a monthly sheet (DLUV): close, set the position, approve, send back, take an approval back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.lifecycle import SHEET_LIFE, SheetState, after, against_each
from pumpurs.programme.work.models import Sheet, SheetDecision
from pumpurs.programme.work.permissions import stands_in
from pumpurs.programme.work.preconditions import as_it_was_read, month_not_sent
from pumpurs.programme.work.preconditions.counting import counted
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.programme.work.rules import Asked
from pumpurs.rulebook import sheet_chains
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role


def locked(sheet_id: UUID, viewer: Viewer, now: datetime, *, note: str = "", position: str = "") -> Sheet:
    """The sheet in reach, locked, with what comes along with the step. DoesNotExist out of reach."""
    day = localdate(now)
    rows = Sheet.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    sheet: Sheet = rows.annotate(left=provider_left(day)).get(pk=sheet_id)
    sheet.asked = Asked(note.strip(), position, day, sheet.left)  # type: ignore[attr-defined]
    return sheet


def decision_of(step: str, sheet: Sheet, before: str, viewer: Viewer, now: datetime) -> SheetDecision:
    """The line of a sheet's history about a step that was just taken, not saved yet."""
    return SheetDecision(
        sheet=sheet,
        institution_id=sheet.institution_id,
        provider_id=sheet.provider_id,
        step=step,
        by_id=viewer.account_id,
        role=viewer.role,
        at=now,
        from_state=before,
        to_state=sheet.state,
        note=sheet.asked.note,
    )


def _taken(
    step: str, sheet: Sheet, viewer: Viewer, now: datetime, *columns: str, target: SheetState | None = None
) -> None:
    before = sheet.state
    SHEET_LIFE.take(step, sheet, viewer, target=target)
    if columns:
        sheet.save(update_fields=columns)  # before the sums: they are worked out by position
    _keep_sums(sheet, before, columns)
    sheet.save(update_fields=["state", "sums"])
    decision_of(step, sheet, before, viewer, now).save(force_insert=True)
    audit.changed(viewer, f"sheet.{step}", sheet, details={"from": before, "to": sheet.state})


def _keep_sums(sheet: Sheet, before: str, changed: Collection[str]) -> None:
    """A sheet that is closed, or gets another position, keeps what it comes to; an open one keeps nothing."""
    if sheet.state == SheetState.OPEN:
        sheet.sums = None
    elif before == SheetState.OPEN or "position" in changed:
        sheet.sums = [one.kept() for one in counted(Sheet.objects.filter(pk=sheet.pk)).get(sheet.id, ())]


def _next_level(sheet: Sheet) -> SheetState | None:
    """Where the sheet goes along its chain; None if it is at no level (the step itself tells why it is closed)."""
    month = Month.parse(sheet.month).span
    chain = sheet_chains.chain(sheet.partner.kind, month.last, own_of_head=sheet.own_of_head)
    state = SheetState(sheet.state)
    return None if state in (SheetState.APPROVED, SheetState.SENT) else after(state, chain)


@transaction.atomic
def submit(*, sheet_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The provider closes the month, or the head in place of who left.

    The head's own sheet begins one level up; so does one that the head closes, or on which others corrected something.
    """
    sheet = locked(sheet_id, viewer, now)
    month = Month.parse(sheet.month).span
    heads = Appointment.objects.filter(
        account_id=sheet.provider_id, institution_id=sheet.institution_id, role=Role.HEAD, since__lt=month.end
    )
    by_others = sheet.corrections.exclude(by_id=sheet.provider_id)
    hours_by_others = sheet.preparations.filter(corrects__isnull=False).exclude(by_id=sheet.provider_id)
    sheet.own_of_head = (
        stands_in(viewer, sheet)
        or heads.exclude(until__lte=month.first).exists()
        or by_others.exists()
        or hours_by_others.exists()
    )
    target = _next_level(sheet) if sheet.state == SheetState.OPEN else None
    _taken("submit", sheet, viewer, now, "own_of_head", target=target)


@transaction.atomic
def recall(*, sheet_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The provider takes the sheet back while it waits for the head."""
    _taken("recall", locked(sheet_id, viewer, now), viewer, now)


@transaction.atomic
def set_position(*, sheet_id: UUID, position: str, viewer: Viewer, now: datetime) -> None:
    """The head sets in which position the work was done, before approving."""
    sheet = locked(sheet_id, viewer, now, position=position)
    sheet.position = position
    _taken("set_position", sheet, viewer, now, "position")


@transaction.atomic
def approve(*, sheet_id: UUID, viewer: Viewer, now: datetime, read: int | None = None) -> None:
    """Approve at the viewer's level. Refused if the sheet took a step since it was `read` (steps it had taken then)."""
    sheet = locked(sheet_id, viewer, now)
    refuse_if(as_it_was_read(sheet, read))
    _approve(sheet, viewer, now)


def _approve(sheet: Sheet, viewer: Viewer, now: datetime) -> None:
    target = _next_level(sheet) if sheet.state != SheetState.OPEN else None
    _taken("approve", sheet, viewer, now, target=target)


@transaction.atomic
def approve_many(*, read: Mapping[UUID, int], viewer: Viewer, now: datetime) -> int:
    """Approve several sheets at once, all or none; how many. `read`: each with the steps it had taken on the desk.

    Refused with the reasons against every sheet; DoesNotExist out of reach.
    """
    rows = Sheet.objects.visible_to(viewer).filter(pk__in=read).select_related("partner").order_by("id")
    sheets = list(rows.select_for_update(of=("self",)).prefetch_related("decisions"))
    if len(sheets) != len(read):
        raise Sheet.DoesNotExist
    for sheet in sheets:
        sheet.asked = Asked(day=localdate(now))
    refuse_if(
        *(as_it_was_read(sheet, read[sheet.id]) for sheet in sheets), against_each("approve", sheets, viewer)
    )
    for sheet in sheets:
        _approve(sheet, viewer, now)
    return len(sheets)


@transaction.atomic
def send_back(*, sheet_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Return to the provider, with words that say why."""
    _taken("send_back", locked(sheet_id, viewer, now, note=note), viewer, now)


@transaction.atomic
def take_back(*, sheet_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Take an approval back: the sheet is open again and goes all its way anew. Refused once the month was sent."""
    sheet = locked(sheet_id, viewer, now, note=note)
    refuse_if(month_not_sent(sheet))
    _taken("take_back", sheet, viewer, now)
