"""/payments/<list_id>/sign/ — what is signed, on one page: sum, count, kinds, account; and the button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.compensations.actions.batches import sign
from pumpurs.programme.compensations.queries.batches import batch_to_sign
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.payments.forms import later_bank_day


def show(request: HouseRequest, list_id: UUID) -> HttpResponse:
    """What stands in the batch."""
    found = batch_to_sign(viewer=request.viewer, batch_id=list_id)
    if "sign" not in found.open_steps and not request.reasons:
        return redirect("payments/one", list_id)
    return page(request, "payments/sign/page.html", batch=found, bank_day=later_bank_day(found.card.pays_on))


def send(request: HouseRequest, list_id: UUID) -> HttpResponse:
    """Sign what was shown, if it is still that."""
    sign(batch_id=list_id, seen=request.POST.get("seen", ""), viewer=request.viewer, now=now())
    messages.success(request, _("Signed. Now the file can be given to the bank."))
    return redirect("payments/one", list_id)
