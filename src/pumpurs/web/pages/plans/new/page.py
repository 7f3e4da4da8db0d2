"""/plans/new/?learner=… — start a plan, empty or from last semester's."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now, today
from pumpurs.programme.learners.queries.one import learner_card
from pumpurs.programme.plans.actions import draft
from pumpurs.programme.plans.queries.lists import beginning_of
from pumpurs.rulebook import calendar
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def _learner_id(request: HouseRequest) -> UUID:
    try:
        return UUID(request.POST.get("learner") or request.GET.get("learner", ""))
    except ValueError as fault:
        raise Http404 from fault


def show(request: HouseRequest) -> HttpResponse:
    """Who the plan is for, and the earlier plans it can be copied from."""
    learner_id = _learner_id(request)
    semester = str(calendar.current_semester(today()))
    found = beginning_of(viewer=request.viewer, learner_id=learner_id, semester=semester)
    return page(
        request,
        "plans/new/page.html",
        learner=learner_card(viewer=request.viewer, learner_id=learner_id),
        semester=semester,
        there_is=found.there_is,
        last=found.last,
    )


def send(request: HouseRequest) -> HttpResponse:
    """Start it and go on writing."""
    verb = draft.copy_last if request.POST.get("how") == "copy" else draft.start
    semester = calendar.current_semester(today())
    plan_id = verb(learner_id=_learner_id(request), semester=semester, viewer=request.viewer, now=now())
    return redirect("plans/write", plan_id)
