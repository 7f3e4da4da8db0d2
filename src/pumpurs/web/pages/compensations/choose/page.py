"""/compensations/new/ — for whom: plans in reach that pay something."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.claimable import plans_to_claim
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest) -> HttpResponse:
    """One page of plans by the learner's name."""
    search = request.GET.get("q", "")[:80]
    plans = plans_to_claim(
        viewer=request.viewer, today=today(), search=search, number=page_number(request.GET.get("page"))
    )
    return page(request, "compensations/choose/page.html", plans=plans, search=search)
