"""/f/circumstances/ — what the school should know so that the support fits; nothing has to be marked."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest) -> HttpResponse:
    """The list of circumstances."""
    paper = steps.paper_of(request)
    options = [
        {"value": one.key, "label": said(one.name), "selected": one.marked} for one in paper.circumstances
    ]
    return steps.shown(request, "circumstances", paper, options=options)


def send(request: HouseRequest) -> HttpResponse:
    """Keep what was marked, even nothing."""
    answers.keep_answers(
        learner_id=steps.child_of(request),
        circumstances=tuple(request.POST.getlist("circumstances")),
        viewer=request.viewer,
    )
    return steps.onward(request, "circumstances")
