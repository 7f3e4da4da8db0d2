"""/plans/<plan_id>/goal/ — saves the learner's goal."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import write
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import is_part, page, whole_number
from pumpurs.web.pages.plans.write import page as whole

show = whole.show


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Save; answer with the new revision (part) or go back to the section."""
    revision = write.write_goal(
        plan_id=plan_id,
        text=request.POST.get("goal", "")[:4000],
        revision=whole_number(request.POST.get("revision")),
        viewer=request.viewer,
        now=now(),
    )
    if is_part(request):
        return saved(request, {"goal-revision": revision}, {"goal-revision": "revision"})
    return redirect(reverse("plans/write", args=[plan_id]) + "#goal")


def saved(request: HouseRequest, revisions: Mapping[str, object], names: Mapping[str, str]) -> HttpResponse:
    """The part that says when it was saved and carries the new revisions (id -> value) into the form."""
    at = localtime(now()).strftime("%H:%M")
    return page(request, "plans/write/part_saved.html", at=at, revisions=revisions, names=names)
