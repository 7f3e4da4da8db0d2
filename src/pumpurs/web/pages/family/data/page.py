"""/f/data/ — which data are used, who sees them, how long they are kept."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest) -> HttpResponse:
    """A few thoughts, each with a few words to catch the eye."""
    paper = steps.paper_of(request)
    points = [{"title": said(one.title), "text": said(one.text)} for one in paper.data]
    following = steps.stand(paper, "data").next if paper.waits else ""
    return steps.shown(request, "data", paper, points=points, following=following)
