"""/payments/recoveries/<recovery_id>/ — one demand: note what came back, or ask for it no more."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions.recoveries import drop, receive
from pumpurs.programme.compensations.queries.money_back import one_recovery
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.payments.forms import LetGo, Receipt


def show(request: HouseRequest, recovery_id: UUID) -> HttpResponse:
    """The demand and what is still owed."""
    found = one_recovery(viewer=request.viewer, recovery_id=recovery_id, today=today())
    sent = request.POST if request.POST.get("do") == "receive" else None
    form = Receipt(
        sent, initial={"received_on": today(), "received_eur": found.owed_eur, "form_key": uuid4()}
    )
    let_go = LetGo(request.POST if request.POST.get("do") == "drop" else None)
    return page(
        request,
        "payments/recovery/page.html",
        recovery=found,
        form=form,
        let_go=let_go,
        faults=faults_by_place(request, form, let_go),
    )


def send(request: HouseRequest, recovery_id: UUID) -> HttpResponse:
    """Do what was pressed."""
    viewer, wanted = request.viewer, request.POST.get("do")
    if wanted == "receive":
        given = checked(Receipt(request.POST)).cleaned_data
        receive(recovery_id=recovery_id, viewer=viewer, now=now(), **given)
        messages.success(request, _("Noted. Claim and allowance are smaller by it."))
    elif wanted == "drop":
        why = checked(LetGo(request.POST)).cleaned_data["why"]
        drop(recovery_id=recovery_id, why=why, viewer=viewer, now=now())
        messages.success(request, _("The rest is asked for no more."))
    else:
        raise Http404
    return redirect("payments/recovery", recovery_id)
