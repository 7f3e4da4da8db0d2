"""/health/ready — the database answers (the dispatcher's transaction proves it)."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest) -> HttpResponse:
    """Nothing about anybody."""
    return JsonResponse({"service": "pumpurs", "ready": True})
