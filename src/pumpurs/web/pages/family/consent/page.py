"""/f/consent/ — yes, no, or a question first; each as easy as the other."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.family.words import said

WAYS = {"no": "family/refuse", "question": "family/question"}


def show(request: HouseRequest) -> HttpResponse:
    """The sentence, and three answers; what was chosen before is still marked."""
    paper = steps.paper_of(request)
    chosen = request.POST.get("answer") or request.session.get(steps.ANSWER, "")
    return steps.shown(request, "consent", paper, agree=said(paper.agree_consent), chosen=chosen)


def send(request: HouseRequest) -> HttpResponse:
    """On with yes; no and a question have a page of their own. Nothing is signed yet."""
    answer = request.POST.get("answer", "")
    if answer != "yes" and answer not in WAYS:
        raise Refused(Reason("family.consent.nothing_chosen", place="answer"))
    request.session[steps.ANSWER] = answer
    return steps.onward(request, "consent") if answer == "yes" else redirect(WAYS[answer])
