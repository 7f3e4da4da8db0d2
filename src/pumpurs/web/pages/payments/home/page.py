"""/payments/ — what is ready to be paid, what waits for whom, and every batch with its state."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.batches import (
    batches,
    keeps,
    partner_accounts,
    what_is_ready,
)
from pumpurs.programme.compensations.queries.money_back import what_waits
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

STATES = ("drafted", "signed", "sent", "settled", "dissolved")


def show(request: HouseRequest) -> HttpResponse:
    """Figures of what waits, the partner's account, and the batches."""
    viewer, state = request.viewer, request.GET.get("state", "")
    return page(
        request,
        "payments/home/page.html",
        ready=what_is_ready(viewer=viewer),
        waits=what_waits(viewer=viewer),
        accounts=partner_accounts(viewer=viewer) if viewer.reach.partners else None,
        batches=batches(
            viewer=viewer, page=page_number(request.GET.get("page")), state=state if state in STATES else ""
        ),
        chosen=state,
        states=STATES,
        keeps=keeps(viewer),
        whole_country=viewer.reach.national,
    )
