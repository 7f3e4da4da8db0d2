"""/work/sheets/<sheet_id>/ — one monthly sheet by day, with the steps that are open to the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.actions import correct, correct_hours, prepare, sheet
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import form_key_of, known_id, page, whole_number

SIGNED = re.compile(r"[+-]?\d{1,4}", re.ASCII)
DASHES = str.maketrans(
    {"−": "-", "–": "-", " ": None, "\N{NO-BREAK SPACE}": None}
)  # as keyboards write a minus
LONGEST_NOTE = 500


class Written(TypedDict):
    """What a form of a correction says, whatever line it is about."""

    minutes_delta: int
    reason: str
    form_key: UUID
    viewer: Viewer
    now: datetime


def show(request: HouseRequest, sheet_id: UUID) -> HttpResponse:
    """The sheet, its totals and its history."""
    found = one_sheet(viewer=request.viewer, sheet_id=sheet_id, today=today())
    typed = {
        name: request.POST.get(name, "")
        for name in ("step", "note", "entry", "hours", "minutes", "reason", "position")
    }
    return page(
        request,
        "work/sheet/page.html",
        sheet=found,
        line=found.line,
        runs_until=_runs_until(found.line.month),
        typed=typed,
        form_key=uuid4(),
    )


def _runs_until(month: date) -> date | None:
    """The last day of the month while it is still to come; then closing asks once more."""
    last = month_of(month).span.last
    return last if today() < last else None


def _note(request: HouseRequest) -> str:
    return request.POST.get("note", "")[:LONGEST_NOTE]


def _submit(request: HouseRequest, sheet_id: UUID) -> str:
    if request.POST.get("sure") != "yes":
        found = one_sheet(viewer=request.viewer, sheet_id=sheet_id, today=today())
        last = _runs_until(found.line.month)
        if last and "submit" in found.open_steps:
            raise Refused(Reason("sheet.submit.month_runs", {"last": last}, place="id_sure"))
    sheet.submit(sheet_id=sheet_id, viewer=request.viewer, now=now())
    return _("The month is closed and waits for approval.")


def _recall(request: HouseRequest, sheet_id: UUID) -> str:
    sheet.recall(sheet_id=sheet_id, viewer=request.viewer, now=now())
    return _("The sheet is open again.")


def _set_position(request: HouseRequest, sheet_id: UUID) -> str:
    position = request.POST.get("position", "")
    sheet.set_position(sheet_id=sheet_id, position=position, viewer=request.viewer, now=now())
    return _("The position is set.")


def _approve(request: HouseRequest, sheet_id: UUID) -> str:
    read = whole_number(request.POST.get("read"))
    sheet.approve(sheet_id=sheet_id, viewer=request.viewer, now=now(), read=read)
    return _("The sheet is approved.")


def _send_back(request: HouseRequest, sheet_id: UUID) -> str:
    sheet.send_back(sheet_id=sheet_id, note=_note(request), viewer=request.viewer, now=now())
    return _("The sheet went back to the provider with your words.")


def _take_back(request: HouseRequest, sheet_id: UUID) -> str:
    sheet.take_back(sheet_id=sheet_id, note=_note(request), viewer=request.viewer, now=now())
    return _("The approval is taken back. The provider sees your words.")


def _ask_correction(request: HouseRequest, sheet_id: UUID) -> str:
    correct.ask_correction(sheet_id=sheet_id, note=_note(request), viewer=request.viewer, now=now())
    return _("The provider is asked for a correction and sees it on the desk.")


def _correct(request: HouseRequest, _sheet_id: UUID) -> str:
    minutes = request.POST.get("minutes", "").translate(DASHES)
    entry_id, line_id = known_id(request.POST.get("entry")), known_id(request.POST.get("hours"))
    if not SIGNED.fullmatch(minutes):
        raise Refused(Reason("work.correct.nothing", place="minutes"))
    written = Written(
        minutes_delta=int(minutes),
        reason=request.POST.get("reason", ""),
        form_key=form_key_of(request),
        viewer=request.viewer,
        now=now(),
    )
    if entry_id is not None:
        correct.correct(entry_id=entry_id, **written)
    elif line_id is not None:
        correct_hours.correct_hours(line_id=line_id, **written)
    else:
        raise Refused(Reason("work.correct.nothing", place="minutes"))
    return _("The correction stands on the provider's sheet of this month.")


def _take_out(request: HouseRequest, _sheet_id: UUID) -> str:
    line_id = known_id(request.POST.get("line"))
    if line_id is None:
        raise Refused(Reason("work.take_out.gone"))
    prepare.take_out_preparation(line_id=line_id, viewer=request.viewer, now=now())
    return _("The line is taken out.")


STEPS: dict[str, Callable[[HouseRequest, UUID], str]] = {
    "submit": _submit,
    "recall": _recall,
    "set_position": _set_position,
    "approve": _approve,
    "send_back": _send_back,
    "take_back": _take_back,
    "ask_correction": _ask_correction,
    "correct": _correct,
    "take_out": _take_out,
}


def send(request: HouseRequest, sheet_id: UUID) -> HttpResponse:
    """Take the step whose button was pressed."""
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Refused(Reason("sheet.decide.nothing_chosen"))
    messages.success(request, step(request, sheet_id))
    return redirect("work/sheet", sheet_id)
