"""/learners/rosters/<roster_id>/rejected/ — the rows that cannot be taken, with their reasons, as a table (CSV)."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation import audit
from pumpurs.programme.learners.queries.rosters import RejectionCard, one_roster, rejections_of
from pumpurs.values.cells import as_text
from pumpurs.web.doors import HouseRequest
from pumpurs.web.words import in_words

BYTE_ORDER_MARK = "\ufeff"  # by it a spreadsheet knows that the letters are UTF-8


def show(request: HouseRequest, roster_id: UUID) -> HttpResponse:
    """Every kept rejection: file, row, column, what stands there, why."""
    viewer = request.viewer
    one_roster(viewer=viewer, roster_id=roster_id)
    cards: list[RejectionCard] = []
    number = 1
    while True:
        found = rejections_of(viewer=viewer, roster_id=roster_id, page=number)
        cards += found.items
        if not found.more:
            break
        number += 1
    audit.noted(viewer, "roster.rejected_rows", object_type="rosterimport", object_id=str(roster_id))
    answer = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejected.csv"'
    table = csv.writer(answer, delimiter=";")
    table.writerow([_("File"), _("Row"), _("Column"), _("Value"), _("Why")])
    for card in cards:
        told = (card.file, str(card.row), card.column, card.value, in_words(card.reason))
        table.writerow([as_text(cell) for cell in told])
    return answer
