"""/payments/account/ — the account that the partner pays from: told by one person, signed by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.compensations.actions import partner_accounts
from pumpurs.programme.compensations.queries.batches import keeps
from pumpurs.programme.compensations.queries.partner_accounts import partner_accounts as partner_accounts_of
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.payments.forms import OurAccount


def show(request: HouseRequest) -> HttpResponse:
    """The account in force, the one that waits for a signature, and the form for another."""
    form = OurAccount(request.POST if request.POST.get("do") == "tell" else None, auto_id="%s")
    return page(
        request,
        "payments/account/page.html",
        accounts=partner_accounts_of(viewer=request.viewer),
        keeps=keeps(request.viewer),
        form=form,
        faults=faults_by_place(request, form),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Tell another account, or sign the one that waits."""
    if request.POST.get("do") == "sign":
        account_id = known_id(request.POST.get("account"))
        if account_id is None:
            raise Http404
        partner_accounts.sign(account_id=account_id, viewer=request.viewer, now=now())
        messages.success(request, _("Signed. From now on payments leave this account."))
    else:
        form = checked(OurAccount(request.POST, auto_id="%s"))
        partner_accounts.tell(viewer=request.viewer, now=now(), **form.cleaned_data)
        messages.success(request, _("Told. Another person signs it now."))
    return redirect("payments/account")
