"""/ — everybody's way to their first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.values.roles import FAMILY_ROLES
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest) -> HttpResponse:
    """The desk for staff, the family's page for families."""
    return redirect("family/home" if request.viewer.role in FAMILY_ROLES else "desk/home")
