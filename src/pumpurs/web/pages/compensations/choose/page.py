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
    return _listed(request, search="", number=page_number(request.GET.get("page")))


def send(request: HouseRequest) -> HttpResponse:
    """A search by name: sent in the body, so that no child's name stands in an address or in a log."""
    search = request.POST.get("q", "").strip()[:80]
    return _listed(request, search=search, number=page_number(request.POST.get("page")))


def _listed(request: HouseRequest, *, search: str, number: int) -> HttpResponse:
    plans = plans_to_claim(viewer=request.viewer, today=today(), search=search, number=number)
    return page(request, "compensations/choose/page.html", plans=plans, search=search)
