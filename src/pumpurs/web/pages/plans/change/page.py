"""/plans/<plan_id>/change/<step>/ — take back, revise, discard, suspend, resume, remove: one question, one act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.queries.one import one_plan
from pumpurs.rulebook.vocabulary import suspension_reasons
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.plans.one.page import CHANGES

VERBS = {
    "take_back": decide.take_back,
    "revise": change.revise,
    "discard": change.discard,
    "resume": change.resume,
}


def show(request: HouseRequest, plan_id: UUID, step: str) -> HttpResponse:
    """The question, with what follows from it."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    if step not in CHANGES:
        raise Http404
    if step not in plan.open_steps and not request.reasons:
        return redirect("plans/one", plan_id)
    reasons = [{"key": term.key} for term in suspension_reasons.on(today())] if step == "suspend" else []
    return page(
        request,
        "plans/change/page.html",
        plan=plan,
        step=step,
        suspension_reasons=reasons,
        chosen=request.POST.get("reason_code", ""),
        note=request.POST.get("note", ""),
    )


def send(request: HouseRequest, plan_id: UUID, step: str) -> HttpResponse:
    """Do it."""
    note, viewer = request.POST.get("note", "")[:4000], request.viewer
    if step == "suspend":
        code = request.POST.get("reason_code", "")
        change.suspend(plan_id=plan_id, reason_code=code, note=note, viewer=viewer, now=now())
    elif step == "remove":
        change.remove(plan_id=plan_id, note=note, viewer=viewer, now=now())
    elif step in VERBS:
        VERBS[step](plan_id=plan_id, viewer=viewer, now=now())
    else:
        raise Http404
    messages.success(request, _("Done. It stands in the plan's history."))
    return redirect("plans/one", plan_id)
