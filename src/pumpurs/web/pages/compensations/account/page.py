"""/compensations/account/<plan_id>/ — the school writes down the account that the family told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions.account import tell_account
from pumpurs.programme.compensations.queries.claimable import plan_to_claim
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.compensations.forms import BankAccount


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The account that is known, and a place for another."""
    plan = plan_to_claim(viewer=request.viewer, plan_id=plan_id, today=today())
    if plan is None:  # it pays nothing: the list says which do
        return redirect("compensations/choose")
    form = BankAccount(request.POST or None)
    faults_by_place(request, form)
    return page(request, "compensations/account/page.html", plan=plan, form=form)


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Keep it, sealed."""
    given = checked(BankAccount(request.POST)).cleaned_data
    new = tell_account(
        plan_id=plan_id,
        holder_name=given["holder_name"],
        number=given["iban"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(
        request,
        _("The account is written down.")
        if new
        else _("This account is known already; nothing was changed."),
    )
    return redirect("compensations/new", plan_id)
