"""/plans/<plan_id>/decide/ — approve, send back with comments on lines, or refuse with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.consents.queries.standing import standing
from pumpurs.programme.plans.actions import decide
from pumpurs.programme.plans.queries.lists import next_waiting
from pumpurs.programme.plans.queries.one import one_plan
from pumpurs.rulebook.vocabulary import refusal_reasons
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page, whole_number
from pumpurs.web.pages.plans.one.page import values_of


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The plan with the decision beside it."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    if not plan.may_comment and not request.reasons:
        return redirect("plans/one", plan_id)
    learner_id, semester = plan.card.learner_id, plan.card.semester
    answers = standing(viewer=request.viewer, learner_ids=[learner_id], semester=semester, day=today())
    reasons = [{"key": term.key} for term in refusal_reasons.on(today())]
    chosen = request.POST.get("reason_code", "")
    return page(
        request,
        "plans/decide/page.html",
        refusal_reasons=reasons,
        answers=answers[learner_id],
        chosen=chosen,
        note=request.POST.get("note", ""),
        may_refuse="refuse" in plan.open_steps and not plan.approved_at,
        may_approve="approve" in plan.open_steps,
        family_agrees=plan.has_consent and plan.has_application,
        **values_of(plan),
    )


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Decide. After an approval on to the next plan that waits; else to the desk, which offers it."""
    decision, note = request.POST.get("decision"), request.POST.get("note", "")[:4000]
    if decision == "approve":
        version = whole_number(request.POST.get("version"))
        code = decide.approve(plan_id=plan_id, viewer=request.viewer, now=now(), version=version)
        messages.success(request, _("Approved: %(code)s.") % {"code": code})
    elif decision == "send_back":
        code = decide.send_back(plan_id=plan_id, note=note, viewer=request.viewer, now=now())
        messages.success(request, _("Returned to the author with your comments: %(code)s.") % {"code": code})
    elif decision == "refuse":
        reason = request.POST.get("reason_code", "")
        code = decide.refuse(plan_id=plan_id, reason_code=reason, note=note, viewer=request.viewer, now=now())
        messages.success(request, _("Refused: %(code)s. The author sees the reason.") % {"code": code})
    else:
        raise Refused(Reason("plan.decide.nothing_chosen"))
    following = next_waiting(viewer=request.viewer, after=plan_id)
    if following is None:
        return redirect("desk/home")
    if decision != "approve":  # what was just said to an author is not to be taken for the next plan's
        return redirect(f"{reverse('desk/home')}?next={following}")
    return redirect(
        reverse("plans/decide", args=[following]) + "#main"
    )  # no mark of the line that was read before
