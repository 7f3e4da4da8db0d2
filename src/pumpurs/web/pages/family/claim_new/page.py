"""/family/claims/<learner_id>/new/ — the family asks for money back: a photo, a day, a sum."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions import filing
from pumpurs.programme.compensations.queries.claimable import plan_of_learner
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.pages.compensations.forms import Expense, scans_of


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The form."""
    plan = plan_of_learner(viewer=request.viewer, learner_id=learner_id, today=today())
    if plan is None:  # nothing is paid: the page before says so
        return redirect("family/claims", learner_id)
    form = Expense(plan, request.POST or None)
    faults = faults_by_place(request, form)
    values = {"plan": plan, "form": form, "learner_id": learner_id, "fault": faults.get("scan", "")}
    return render(request, "family/claim_new/page.html", values)


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """File it; the same form sent twice is one claim."""
    plan = plan_of_learner(viewer=request.viewer, learner_id=learner_id, today=today())
    if plan is None:  # nothing is paid: the page before says so
        return redirect("family/claims", learner_id)
    given = checked(Expense(plan, request.POST)).cleaned_data
    claim_id = filing.file_claim(
        expense=filing.Expense(plan.plan_id, given["kind"], given["service_on"], given["documented_eur"]),
        proofs=scans_of(request),
        form_key=given["form_key"],
        viewer=request.viewer,
        now=now(),
        note=given["note"],
    )
    messages.success(request, _("Thank you, the school has it. You will see here what happens next."))
    if not plan.masked:
        return redirect("family/claim_account", learner_id)
    return redirect("family/claim", claim_id)
