"""/payments/recoveries/ — money asked back, and how much of it came."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.money_back import recoveries
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

STATES = ("demanded", "received", "dropped")


def show(request: HouseRequest) -> HttpResponse:
    """The oldest demand first; those still owed unless another state is chosen."""
    chosen = request.GET.get("state", STATES[0])
    found = recoveries(
        viewer=request.viewer,
        page=page_number(request.GET.get("page")),
        state=chosen if chosen in STATES else "",
    )
    return page(request, "payments/recoveries/page.html", found=found, chosen=chosen, states=STATES)
