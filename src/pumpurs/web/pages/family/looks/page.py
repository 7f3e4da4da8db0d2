"""/family/looks/<learner_id>/ — who looked at the child's record: day, role, place, purpose; no names."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.foundation.paging import page_number
from pumpurs.programme.consents.queries import looks
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.words import PURPOSES, ROLES, word


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The log, latest first."""
    found = looks.who_looked(
        viewer=request.viewer, learner_id=learner_id, page=page_number(request.GET.get("page"))
    )
    rows = [
        {
            "at": one.at,
            "who": word(ROLES, one.role),
            "place": one.place,
            "purpose": word(PURPOSES, one.purpose),
            "changed": one.changed,
            "own": one.own,
        }
        for one in found.page.items
    ]
    values = {"learner": found.learner, "rows": rows, "page": found.page}
    return render(request, "family/looks/page.html", values)
