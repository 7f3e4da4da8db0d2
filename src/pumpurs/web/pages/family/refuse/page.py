"""/f/no/ — saying no: one button, no reason asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps


def show(request: HouseRequest) -> HttpResponse:
    """What a no means: nothing bad."""
    paper = steps.paper_of(request)
    if not paper.waits:
        return steps.finished(request, paper)
    back = "family/consent" if paper.consent_asked else "family/support"
    return render(request, "family/refuse/page.html", {"paper": paper, "back": back})


def send(request: HouseRequest) -> HttpResponse:
    """Say no."""
    answers.refuse(learner_id=steps.child_of(request), viewer=request.viewer, now=now())
    request.session.pop(steps.ANSWER, None)
    return redirect("family/done")
