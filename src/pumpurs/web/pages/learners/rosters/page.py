"""/learners/rosters/ — bring a roster, and the history of those brought before."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.intake.opening import Kind, opened
from pumpurs.foundation.paging import page_number
from pumpurs.foundation.queue import later
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_receive import receive
from pumpurs.programme.learners.queries.rosters import RosterCard, columns_of, rosters_in_sight
from pumpurs.programme.learners.rules.plain_roster import Field, reasons_against
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

READ_AT_ONCE_BYTES = 400_000  # a school's roster; a municipality's or the nation's is read by a job


def show(request: HouseRequest) -> HttpResponse:
    """The form and the history."""
    number = page_number(request.GET.get("page"))
    rosters = rosters_in_sight(viewer=request.viewer, page=number)
    return page(request, "learners/rosters/page.html", rosters=rosters)


def send(request: HouseRequest) -> HttpResponse:
    """Take the file in. A school's is checked at once, a larger one by a job; nothing is written until confirmed."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused(Reason("roster.receive.no_file", place="file"))
    name = file.name or "roster"
    roster_id = receive(file_name=name, viewer=request.viewer, now=now(), **request.standing.brings_for)
    path = waiting.put(roster_id, file.chunks(), name=name)
    with opened(path, name=name) as intake:
        plain = intake.kind is not Kind.BUNDLE
        header = intake.table().header if plain else ()
    if plain and not understood(request, header):
        return redirect("learners/roster_columns", roster_id)
    return read(request, roster_id, {})


def waits_for_columns(request: HouseRequest, card: RosterCard) -> bool:
    """A plain list that nobody has explained yet lies waiting."""
    path = waiting.path_of(card.id)
    if card.state != "received" or not path.exists():
        return False
    try:
        with opened(path, name=card.file_name) as intake:
            return intake.kind is not Kind.BUNDLE and not understood(request, intake.table().header)
    except (Refused, FileNotFoundError):  # the job that reads it says why, or has just finished
        return False


def understood(request: HouseRequest, header: tuple[str, ...]) -> bool:
    """The columns are known here, or their headings are usual ones."""
    known = columns_of(viewer=request.viewer, header=header, **request.standing.brings_for)
    return not reasons_against({Field(field): column for field, column in known.items()}, list(header))


def read(request: HouseRequest, roster_id: UUID, columns: dict[str, str]) -> HttpResponse:
    """Check what waits: now if it is small, else soon."""
    path = waiting.path_of(roster_id)
    if path.stat().st_size > READ_AT_ONCE_BYTES:
        later("rosters.check", roster_id=str(roster_id), columns=columns or None)
    else:
        check(roster_id=roster_id, path=path, viewer=request.viewer, now=now(), columns=columns or None)
        waiting.drop(roster_id)
    return redirect("learners/roster_one", roster_id)
