"""/family/ — a family's own page: the child, what waits, what help there is, what was signed, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.alerts.queries.alerts import CallForHelp, calls_for_help
from pumpurs.programme.compensations.queries.claims import AskedClaim, claims_asked_about
from pumpurs.programme.consents.queries import family
from pumpurs.programme.consents.queries.family import ChildCard, PaperCard
from pumpurs.programme.plans.queries.versions import approved_for_family
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.home.help import in_plain_words
from pumpurs.web.pages.family.words import ICONS, STATES, TONES, said, word


def _paper(paper: PaperCard) -> dict[str, object]:
    return {
        "paper": paper,
        "agree": said(paper.agree),
        "state": word(STATES, paper.state),
        "tone": TONES.get(paper.state, "neutral"),
        "icon": ICONS.get(paper.state, "minus"),
    }


def _child(
    request: HouseRequest, child: ChildCard, asked: CallForHelp | None, claims: Sequence[AskedClaim]
) -> dict[str, object]:
    plan = approved_for_family(viewer=request.viewer, learner_id=child.learner_id, today=today())
    papers = [_paper(paper) for paper in child.papers]
    adult = request.viewer.role is Role.ADULT_LEARNER
    said = {"card": child, "papers": papers, "plan": in_plain_words(plan), "adult": adult, "asked": asked}
    return {**said, "claims": claims}


def show(request: HouseRequest) -> HttpResponse:
    """All children this family has in the programme (or the adult learner's own page)."""
    number = page_number(request.GET.get("page"))
    found = family.family_home(viewer=request.viewer, number=number)
    ids = [child.learner_id for child in found.items]
    asked = calls_for_help(viewer=request.viewer, learner_ids=ids)
    claims = claims_asked_about(viewer=request.viewer, learner_ids=ids)
    children = [
        _child(request, child, asked.get(child.learner_id), claims.get(child.learner_id, ()))
        for child in found.items
    ]
    return render(request, "family/home/page.html", {"children": children, "found": found})
