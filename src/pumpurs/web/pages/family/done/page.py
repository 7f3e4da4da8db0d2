"""/f/done/ — what was answered, what happens next, whom to ask; to print or save."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps


def show(request: HouseRequest) -> HttpResponse:
    """Signed, refused, or a question on its way."""
    return steps.done_page(request, steps.paper_of(request))
