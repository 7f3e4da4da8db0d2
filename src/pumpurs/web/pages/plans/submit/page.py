"""/plans/<plan_id>/submit/ — submits the plan; what is missing stands on top of the plan, each with its place."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import decide
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.plans.write import page as whole

show = whole.show


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Submit."""
    decide.submit(plan_id=plan_id, viewer=request.viewer, now=now())
    messages.success(request, _("The plan is submitted. Now the head reads it."))
    return redirect("plans/one", plan_id)
