"""/f/question/ — a question to the teacher; nothing is signed or refused by it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps


def show(request: HouseRequest) -> HttpResponse:
    """A place to write, and what was asked and answered before."""
    paper = steps.paper_of(request)
    if not paper.waits:
        return steps.finished(request, paper)
    back = "family/consent" if paper.consent_asked else "family/support"
    return render(
        request,
        "family/question/page.html",
        {"paper": paper, "back": back, "question": request.POST.get("question", "")},
    )


def send(request: HouseRequest) -> HttpResponse:
    """Ask."""
    answers.ask(
        learner_id=steps.child_of(request),
        question=request.POST.get("question", ""),
        viewer=request.viewer,
    )
    return redirect("family/done")
