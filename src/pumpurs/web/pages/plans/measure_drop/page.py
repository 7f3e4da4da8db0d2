"""/plans/<plan_id>/measures/<measure_id>/drop/ — take a measure out, after one question."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.actions import write
from pumpurs.programme.plans.queries.one import one_plan
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page, whole_number


def show(request: HouseRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """The question."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    line = next((measure for measure in plan.measures if measure.id == str(measure_id)), None)
    if line is None:
        raise Http404
    return page(request, "plans/measure_drop/page.html", plan=plan, line=line)


def send(request: HouseRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """Take it out."""
    write.drop_measure(
        plan_id=plan_id,
        measure_id=measure_id,
        revision=whole_number(request.POST.get("revision")),
        viewer=request.viewer,
        now=now(),
    )
    return redirect(reverse("plans/write", args=[plan_id]) + "#measures")
