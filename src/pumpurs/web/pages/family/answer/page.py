"""/family/answer/ — a family begins to answer what was sent about one child."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps


def send(request: HouseRequest) -> HttpResponse:
    """Open the papers and go to the first question."""
    chosen = request.POST.get("learner", "")
    learner_id = next((one for one in request.viewer.reach.learners if str(one) == chosen), None)
    if learner_id is None:
        raise Http404
    answers.open_papers(learner_id=learner_id, viewer=request.viewer, now=now())
    request.session[steps.CHILD] = chosen
    return redirect("family/language")
