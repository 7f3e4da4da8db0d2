"""/family/looks/<learner_id>/ — who looked at the child's record: day, role, place, purpose; no names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from pumpurs.foundation.paging import page_number
from pumpurs.programme.consents.queries import looks
from pumpurs.programme.consents.queries.looks import SeenBy
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.words import PURPOSES, ROLES, ROLES_FOR_ADULTS, word


def _on_one_day(items: Iterable[SeenBy]) -> list[list[SeenBy]]:
    """Looks one after another by the same role of the same place, for the same purpose, on the same day."""
    together = groupby(items, lambda one: (one.role, one.place, one.purpose, one.changed, localdate(one.at)))
    return [list(same) for _key, same in together]


def _row(same: list[SeenBy], *, adult: bool) -> dict[str, object]:
    latest = same[0]
    words = {**ROLES, **ROLES_FOR_ADULTS} if adult else ROLES
    return {
        "at": latest.at,
        "who": word(words, latest.role),
        "place": latest.place,
        "purpose": word(PURPOSES, latest.purpose),
        "changed": latest.changed,
        "own": latest.own,
        "times": len(same),
    }


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The log, latest first."""
    found = looks.who_looked(
        viewer=request.viewer, learner_id=learner_id, page=page_number(request.GET.get("page"))
    )
    adult = request.viewer.role is Role.ADULT_LEARNER
    rows = [_row(same, adult=adult) for same in _on_one_day(found.page.items)]
    values = {"learner": found.learner, "rows": rows, "page": found.page, "adult": adult}
    return render(request, "family/looks/page.html", values)
