"""/work/hours/<asked_id>/ — the plan's author answers: a revision with these hours, or the hours stay as they are."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.work.actions import hours
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.work.ask.page import led_on


def send(request: HouseRequest, asked_id: UUID) -> HttpResponse:
    """`answer` is grant or decline."""
    if request.POST.get("answer") == "grant":
        return led_on(request, hours.grant(asked_id=asked_id, viewer=request.viewer, now=now()))
    hours.decline(asked_id=asked_id, viewer=request.viewer, now=now())
    messages.success(request, _("The hours stay as they are; who asked reads it."))
    return redirect("desk/home")
