"""/family/claims/<learner_id>/account/ — the family tells where the money goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions.account import tell_account
from pumpurs.programme.compensations.queries.claimable import plan_of_learner
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.pages.compensations.forms import BankAccount


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The account that is known, its middle covered, and a place for another."""
    plan = plan_of_learner(viewer=request.viewer, learner_id=learner_id, today=today())
    if plan is None:  # nothing is paid: the page before says so
        return redirect("family/claims", learner_id)
    form = BankAccount(request.POST or None)
    faults_by_place(request, form)
    return render(
        request, "family/claim_account/page.html", {"plan": plan, "form": form, "learner_id": learner_id}
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Keep it, sealed."""
    plan = plan_of_learner(viewer=request.viewer, learner_id=learner_id, today=today())
    if plan is None:  # nothing is paid: the page before says so
        return redirect("family/claims", learner_id)
    given = checked(BankAccount(request.POST)).cleaned_data
    tell_account(
        plan_id=plan.plan_id,
        holder_name=given["holder_name"],
        number=given["iban"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("Thank you, the account is written down."))
    return redirect("family/claims", learner_id)
