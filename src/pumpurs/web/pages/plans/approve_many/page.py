"""/desk/approve/ — approve several clean plans at once, all or none."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import decide
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import whole_number
from pumpurs.web.pages.desk.home import page as desk

show = desk.show


def _picked(request: HouseRequest) -> dict[UUID, int]:
    """Each marked plan with the version that stood on the desk; nothing if one mark is none of the desk's."""
    marks = [text.partition(":") for text in request.POST.getlist("pick")]
    try:
        return {UUID(plan_id): whole_number(version) for plan_id, _colon, version in marks}
    except ValueError:
        return {}


def send(request: HouseRequest) -> HttpResponse:
    """Approve what is marked."""
    picked = _picked(request)
    if not picked:
        raise Refused(Reason("plan.approve.nothing_marked"))
    count = decide.approve_many(read=picked, viewer=request.viewer, now=now())
    text = ngettext("%(n)s plan is approved.", "%(n)s plans are approved.", count) % {"n": count}
    messages.success(request, text)
    return redirect("desk/home")
