"""/search/?q=… — from every page: learners, plans by number, institutions."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.learners.queries.lists import SHORTEST_SEARCH, learners_in_sight
from pumpurs.programme.partners.queries.search import institutions_named
from pumpurs.programme.plans.queries.lists import plans_numbered
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest) -> HttpResponse:
    """What is found in reach; nothing is searched below two letters."""
    text = " ".join(request.GET.get("q", "").split())[:80]
    if len(text) < SHORTEST_SEARCH:
        return page(request, "house/search/page.html", text=text, short=True)
    return page(
        request,
        "house/search/page.html",
        text=text,
        learners=learners_in_sight(viewer=request.viewer, search=text).items,
        plans=plans_numbered(viewer=request.viewer, text=text),
        institutions=institutions_named(viewer=request.viewer, text=text),
    )
