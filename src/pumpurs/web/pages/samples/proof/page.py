"""/samples/proof/ — the newest nightly proof that every sum is the sum of its records."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.reporting.queries.proof import last_proof
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.accounting import ways


def show(request: HouseRequest) -> HttpResponse:
    """What was compared, and every difference."""
    return page(
        request,
        "samples/proof/page.html",
        tabs=ways("proof", request.viewer.role),
        proof=last_proof(viewer=request.viewer),
    )
