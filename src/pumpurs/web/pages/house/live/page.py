"""/health/live — the process answers."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest) -> HttpResponse:
    """No look at the database, nothing about anybody."""
    return JsonResponse({"service": "pumpurs", "live": True})
