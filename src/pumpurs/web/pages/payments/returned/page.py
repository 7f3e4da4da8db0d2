"""/payments/returned/ — payments that the bank gave back and whose claims wait for an answer."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.batches import returned_payments
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.payments.payment.page import SEE_CLAIMS


def show(request: HouseRequest) -> HttpResponse:
    """The longest waiting first."""
    found = returned_payments(viewer=request.viewer, page=page_number(request.GET.get("page")))
    sees_claims = request.viewer.role in SEE_CLAIMS
    return page(request, "payments/returned/page.html", payments=found, sees_claims=sees_claims)
