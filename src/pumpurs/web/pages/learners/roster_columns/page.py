"""/learners/rosters/<roster_id>/columns/ — say once what the columns of this list mean; it is remembered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation import audit
from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.intake.opening import opened
from pumpurs.programme.learners.actions.roster_receive import remember_columns
from pumpurs.programme.learners.queries.rosters import RosterCard, columns_of, one_roster
from pumpurs.programme.learners.rules.cells import shown
from pumpurs.programme.learners.rules.plain_roster import Field
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.columns import chosen, fields_to_choose
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.learners.rosters.page import read
from pumpurs.web.words.labels import COLUMNS

EXAMPLES = 3
BY_WHICH = _(
    "A personal code or the number of the learner at the school is needed; nobody is matched by name alone."
)
HINTS = {
    Field.FULL_NAME: _("Needed only if the name stands in one column."),
    Field.PERSONAL_CODE: BY_WHICH,
    Field.GRADE: _("Needed only if the name of the class does not tell it."),
}
OPTIONAL = {Field.BIRTH_DATE, Field.GRADE, Field.INSTITUTION, Field.SINCE, Field.UNTIL}


def _waiting(request: HouseRequest, roster_id: UUID) -> RosterCard:
    card = one_roster(viewer=request.viewer, roster_id=roster_id)
    if card.state != "received" or not waiting.path_of(roster_id).exists():
        raise Http404
    return card


def show(request: HouseRequest, roster_id: UUID) -> HttpResponse:
    """Each field with the columns to choose from, and the first rows as examples."""
    card = one_roster(viewer=request.viewer, roster_id=roster_id)
    if card.state != "received":
        return redirect("learners/roster_one", roster_id)
    _waiting(request, roster_id)
    with opened(waiting.path_of(roster_id), name=card.file_name) as intake:
        table = intake.table()
        header = table.header
        rows = [
            [shown(cell) for cell in cells]
            for _turn, (_number, cells) in zip(range(EXAMPLES), table.rows(), strict=False)
        ]
    audit.noted(request.viewer, "roster.columns", object_type="rosterimport", object_id=str(roster_id))
    known = columns_of(viewer=request.viewer, header=header, **request.standing.brings_for)
    fields = fields_to_choose(
        request, Field, labels=COLUMNS, known=known, header=header, hints=HINTS, optional=OPTIONAL
    )
    columns = [{"label": column} for column in header]
    return page(
        request, "learners/roster_columns/page.html", card=card, fields=fields, columns=columns, rows=rows
    )


def send(request: HouseRequest, roster_id: UUID) -> HttpResponse:
    """Remember the meaning and read the list."""
    card = _waiting(request, roster_id)
    with opened(waiting.path_of(roster_id), name=card.file_name) as intake:
        header = intake.table().header
    columns = chosen(request, Field)
    remember_columns(
        header=header, columns=columns, viewer=request.viewer, now=now(), **request.standing.brings_for
    )
    return read(request, roster_id, columns)
