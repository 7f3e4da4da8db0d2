"""/privacy/ — for everybody, without sign-in."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest) -> HttpResponse:
    """The statement."""
    return page(request, "house/privacy/page.html")
