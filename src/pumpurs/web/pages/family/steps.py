"""The steps of a family's answer, one question at a time: which come, where one stands, what lies before and after."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.queries import family
from pumpurs.programme.consents.queries.family import PaperToAnswer
from pumpurs.web.doors import HouseRequest

CHILD = "family_child"  # whose papers a guardian with an account answers
ANSWER = "family_answer"  # what was chosen on the consent page, so that going back keeps it
LABELS = {
    "language": _("Language"),
    "about": _("About the programme"),
    "data": _("Your data"),
    "consent": _("Your answer"),
    "support": _("Support"),
    "circumstances": _("Your situation"),
    "confirm": _("Signature"),
}


def child_of(request: HouseRequest) -> UUID:
    """The learner whose papers are answered: the link's, or the one chosen on the own page. Http404 for any other."""
    viewer = request.viewer
    if viewer.link:
        return next(iter(viewer.reach.learners))
    chosen = request.session.get(CHILD)
    for learner_id in viewer.reach.learners:
        if str(learner_id) == chosen:
            return learner_id
    raise Http404


def names_of(paper: PaperToAnswer) -> tuple[str, ...]:
    """The steps that come for this family."""
    consent = ("about", "data", "consent") if paper.consent_asked else ()
    application = ("support", "circumstances") if paper.application_asked else ()
    return ("language", *consent, *application, "confirm")


@dataclass(frozen=True)
class Stand:
    """Where one stands on the way."""

    number: int
    count: int
    label: str
    back: str
    next: str


def stand(paper: PaperToAnswer, here: str) -> Stand:
    """Number, neighbours and label of a step. Http404 for one that does not come."""
    names = names_of(paper)
    if here not in names:
        raise Http404
    place = names.index(here)
    back = reverse(f"family/{names[place - 1]}") if place else ""
    following = reverse(f"family/{names[place + 1]}") if place + 1 < len(names) else ""
    return Stand(place + 1, len(names), str(LABELS[here]), back, following)


def paper_of(request: HouseRequest) -> PaperToAnswer:
    """The papers that wait for this family: the one read of every step."""
    return family.paper_to_answer(viewer=request.viewer, learner_id=child_of(request), now=now())


def done_page(request: HouseRequest, paper: PaperToAnswer) -> HttpResponse:
    """The last page: signed, refused, a question on its way, or still waiting."""
    state = "signed" if paper.signed else "refused" if paper.refused else "over"
    if paper.waits:
        state = "asked" if paper.question and not paper.reply else "waits"
    return render(request, "family/done/page.html", {"paper": paper, "state": state})


def finished(request: HouseRequest, paper: PaperToAnswer) -> HttpResponse:
    """What is answered already leads to the last page; sent a second time, it is shown with the reason."""
    return done_page(request, paper) if request.reasons else redirect("family/done")


def shown(request: HouseRequest, here: str, paper: PaperToAnswer, **values: object) -> HttpResponse:
    """The page of a step; what is answered already leads to the last page."""
    if not paper.waits:
        return finished(request, paper)
    where = stand(paper, here)
    context = {
        "paper": paper,
        "step": where.number,
        "steps": where.count,
        "step_label": where.label,
        "back": where.back,
        **values,
    }
    return render(request, f"family/{here}/page.html", context)


def onward(request: HouseRequest, here: str) -> HttpResponse:
    """On to the step after this one."""
    paper = paper_of(request)
    return redirect(stand(paper, here).next) if paper.waits else redirect("family/done")
