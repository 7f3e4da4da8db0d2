"""/plans/<plan_id>/comment/ — a comment on one line."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import decide
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.plans.decide import page as whole

show = whole.show


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Add it and go back to the line."""
    line, text = request.POST.get("line", ""), request.POST.get("text", "")[:4000]
    decide.comment(plan_id=plan_id, line=line, text=text, viewer=request.viewer, now=now())
    return redirect(reverse("plans/decide", args=[plan_id]) + "#" + line.replace(":", "-"))
