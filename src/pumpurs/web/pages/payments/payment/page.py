"""/payments/payment/<payment_id>/ — one payment: take it out, say what the bank did, ask the money back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions import batches, recoveries, settling
from pumpurs.programme.compensations.queries.batches import one_payment
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.payments.forms import Demand, PaidOn, Returned

SEE_CLAIMS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD, Role.PROGRAMME_MANAGER})


def show(request: HouseRequest, payment_id: UUID) -> HttpResponse:
    """The payment and what can be done with it now."""
    found, wanted = (
        one_payment(viewer=request.viewer, payment_id=payment_id, today=today()),
        request.POST.get("do"),
    )
    asked = Demand(request.POST if wanted == "demand" else None, initial={"form_key": uuid4()})
    back = Returned(request.POST if wanted == "return" else None, initial={"returned_on": today()})
    paid = PaidOn(request.POST if wanted == "confirm" else None, initial={"paid_on": today()})
    return page(
        request,
        "payments/payment/page.html",
        payment=found,
        asked=asked,
        back=back,
        paid=paid,
        faults=faults_by_place(request, asked, back, paid),
        sees_claim=request.viewer.role in SEE_CLAIMS,
    )


def send(request: HouseRequest, payment_id: UUID) -> HttpResponse:
    """Do what was pressed."""
    viewer, wanted = request.viewer, request.POST.get("do")
    if wanted == "take_out":
        batch_id = one_payment(viewer=viewer, payment_id=payment_id, today=today()).card.batch_id
        batches.take_out(payment_id=payment_id, viewer=viewer, now=now())
        messages.success(request, _("Taken out. The claim is granted as before and waits for another batch."))
        return redirect("payments/one", batch_id)
    if wanted == "confirm":
        form = checked(PaidOn(request.POST))
        settling.confirm(
            payment_ids=[payment_id], paid_on=form.cleaned_data["paid_on"], viewer=viewer, now=now()
        )
        messages.success(request, _("The payment is confirmed."))
    elif wanted == "return":
        given = checked(Returned(request.POST)).cleaned_data
        settling.return_payment(
            payment_id=payment_id, returned_on=given["returned_on"], return_code=given["return_code"],
            viewer=viewer, now=now(),
        )  # fmt: skip
        messages.success(
            request, _("Noted. The allowance has its euros back, and the claim waits to be checked anew.")
        )
    elif wanted == "stand":
        settling.stand(payment_id=payment_id, viewer=viewer, now=now())
        messages.success(request, _("Booked: the claim is granted and paid."))
    elif wanted == "demand":
        asked = checked(Demand(request.POST)).cleaned_data
        card = one_payment(viewer=viewer, payment_id=payment_id, today=today()).card
        recovery_id = recoveries.demand(claim_id=card.claim_id, viewer=viewer, now=now(), **asked)
        messages.success(request, _("The demand stands. Below you see who notes what comes back."))
        return redirect("payments/recovery", recovery_id)
    else:
        raise Http404
    return redirect("payments/payment", payment_id)
