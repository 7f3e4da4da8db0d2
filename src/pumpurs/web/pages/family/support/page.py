"""/f/support/ — which support would help this semester."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.consents.actions import answers
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest) -> HttpResponse:
    """Help from people and help with costs, as the rulebook names them."""
    paper = steps.paper_of(request)
    options = [
        {"value": one.key, "label": said(one.name), "selected": one.marked, "costs": one.costs}
        for one in paper.supports
    ]
    people = [one for one in options if not one["costs"]]
    costs = [one for one in options if one["costs"]]
    return steps.shown(request, "support", paper, people=people, costs=costs)


def send(request: HouseRequest) -> HttpResponse:
    """Keep what was marked; at least one thing."""
    wanted = tuple(request.POST.getlist("wanted"))
    if not wanted:
        raise Refused(Reason("family.support.nothing_chosen", place="people"))
    answers.keep_answers(learner_id=steps.child_of(request), wanted=wanted, viewer=request.viewer)
    return steps.onward(request, "support")
