"""/ — everybody's way to their first page; who has no place here yet is told whom to ask."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.values.roles import FAMILY_ROLES, Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

WITHOUT_A_DESK = frozenset({Role.VISITOR, Role.SUPPORT})


def show(request: HouseRequest) -> HttpResponse:
    """The desk for staff, the family's page for families; without a place, what to do."""
    if request.viewer.role in WITHOUT_A_DESK:
        support = request.viewer.role is Role.SUPPORT
        return page(request, "house/home/page.html", person=request.user, support=support)
    return redirect("family/home" if request.viewer.role in FAMILY_ROLES else "desk/home")
