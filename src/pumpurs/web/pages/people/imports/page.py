"""/people/import/ — everybody of a staff list is appointed: first a dry run, then the whole list or nobody."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.foundation.clock import today
from pumpurs.foundation.intake.opening import opened
from pumpurs.programme.people.actions.staff_list import appoint_from_csv
from pumpurs.programme.people.queries.staff_list import StaffListTrial, try_staff_list
from pumpurs.programme.people.rules import COLUMN_NAMES
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words import in_words

Rows = list[tuple[int, list[str]]]


def show(request: HouseRequest) -> HttpResponse:
    """What the list must hold, and the place to drop it."""
    columns = [names[0] for names in COLUMN_NAMES.values()]
    return page(request, "people/imports/page.html", columns=columns)


def send(request: HouseRequest) -> HttpResponse:
    """A file: the dry run. The list of a dry run: appoint everybody."""
    header, rows = _sent(request)
    trial = try_staff_list(header=header, rows=rows, viewer=request.viewer, today=today())
    if request.POST.get("step") != "confirm":
        return _told(request, trial, header, rows)
    if trial.faults:
        raise Refused(Reason("people.list.faults", {"faults": len(trial.faults), "row": trial.faults[0].row}))
    invited = appoint_from_csv(rows=trial.rows, viewer=request.viewer)
    appointed = len(trial.rows)
    text = ngettext("%(n)d person is appointed.", "%(n)d people are appointed.", appointed) % {"n": appointed}
    if invited:
        text += " " + _("New people are marked as invited: the invitation is sent from their cards.")
    messages.success(request, text)
    return redirect("people/home")


def _sent(request: HouseRequest) -> tuple[Sequence[str], Iterable[tuple[int, Sequence[str]]]]:
    """Header and rows, from the file or from the dry run that is confirmed."""
    if request.POST.get("step") == "confirm":
        read = list(csv.reader(io.StringIO(request.POST.get("list", ""))))
        if not read or not all(row and row[0].isdigit() for row in read):
            raise Refused(Reason("people.list.nobody"))
        return read[0][1:], [(int(row[0]), row[1:]) for row in read[1:]]
    upload = request.FILES.get("list")
    if upload is None:
        raise Refused(Reason("people.list.no_file", place="list"))
    name = upload.name or ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix[:8]}"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        with opened(path, name=name) as intake:
            table = intake.table()
            return table.header, [(number, list(cells)) for number, cells in table.rows()]


def _told(
    request: HouseRequest,
    trial: StaffListTrial,
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
) -> HttpResponse:
    kept = io.StringIO()
    writer = csv.writer(kept)
    width = len(header)
    writer.writerow(["0", *header])
    writer.writerows([str(number), *[*cells, *[""] * width][:width]] for number, cells in rows)
    faults = [
        {"row": one.row, "column": one.column, "value": one.value, "why": in_words(one.reason)}
        for one in trial.faults
    ]
    return page(request, "people/imports/trial.html", trial=trial, faults=faults, list=kept.getvalue())
