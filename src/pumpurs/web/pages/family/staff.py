"""A family's link is not opened where somebody of staff is signed in: who answers must be the family."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.foundation import audit
from pumpurs.web.doors import HouseRequest


def staff_here(request: HouseRequest) -> HttpResponse | None:
    """The page that says so, and how to go on; None if nobody of staff is signed in in this browser."""
    if not request.standing.places:
        return None
    audit.refused(request.viewer, request.door.name, details={"why": "staff_signed_in"})
    return render(request, "family/staff.html", status=403)
