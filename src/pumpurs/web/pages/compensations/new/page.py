"""/compensations/new/<plan_id>/ — the school files a claim with its proof."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions import filing
from pumpurs.programme.compensations.queries.claimable import plan_to_claim
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.compensations.forms import Expense, scans_of


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The form, with what is left of each kind beside it."""
    plan = plan_to_claim(viewer=request.viewer, plan_id=plan_id, today=today())
    if plan is None:  # it pays nothing: the list says which do
        return redirect("compensations/choose")
    form = Expense(plan, request.POST or None)
    faults = faults_by_place(request, form)
    return page(request, "compensations/new/page.html", plan=plan, form=form, fault=faults.get("scan", ""))


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """File it; the same form sent twice is one claim."""
    plan = plan_to_claim(viewer=request.viewer, plan_id=plan_id, today=today())
    if plan is None:  # it pays nothing: the list says which do
        return redirect("compensations/choose")
    given = checked(Expense(plan, request.POST)).cleaned_data
    claim_id = filing.file_claim(
        expense=filing.Expense(plan_id, given["kind"], given["service_on"], given["documented_eur"]),
        proofs=scans_of(request),
        form_key=given["form_key"],
        viewer=request.viewer,
        now=now(),
        note=given["note"],
    )
    messages.success(request, _("The claim is filed."))
    return redirect("compensations/one", claim_id)
