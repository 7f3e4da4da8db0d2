"""/f/confirm/ — everything once more, a name, and it is signed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest) -> HttpResponse:
    """What will be signed, with a way back to each answer."""
    paper = steps.paper_of(request)
    return steps.shown(
        request,
        "confirm",
        paper,
        agree_consent=said(paper.agree_consent),
        agree_application=said(paper.agree_application),
        wanted=[said(one.name) for one in paper.supports if one.marked],
        told=[said(one.name) for one in paper.circumstances if one.marked],
        signer_name=request.POST.get("signer_name", ""),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Sign."""
    answers.sign(
        learner_id=steps.child_of(request),
        signer_name=request.POST.get("signer_name", "")[:120],
        viewer=request.viewer,
        now=now(),
    )
    request.session.pop(steps.ANSWER, None)
    return redirect("family/done")
