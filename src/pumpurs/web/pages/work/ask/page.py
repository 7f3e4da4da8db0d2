"""/work/hours/ — ask for more hours of a measure: a revision at once where the asker may start it, else a question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.work.actions import hours
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import whole_number
from pumpurs.web.pages.work.record.form import ids_of


def send(request: HouseRequest) -> HttpResponse:
    """`ask` is plan:measure:minutes."""
    key, _colon, minutes = request.POST.get("ask", "").rpartition(":")
    plan_id, measure_id = ids_of(key)
    if plan_id is None or measure_id is None:
        raise Http404
    led = hours.ask(
        plan_id=plan_id,
        measure_id=measure_id,
        minutes=whole_number(minutes),
        viewer=request.viewer,
        now=now(),
    )
    return led_on(request, led)


def led_on(request: HouseRequest, led: hours.Led) -> HttpResponse:
    """To the line of the plan that was opened, to the plan, or back to the own work."""
    if not led.revised:
        messages.success(
            request,
            _("The plan's author was asked for more hours. Record the session when they are approved."),
        )
        return redirect("work/home")
    messages.success(
        request, _("The plan is open for revision. Its hours count once they are approved again.")
    )
    if request.viewer.role is not Role.PLAN_AUTHOR:
        return redirect("plans/one", led.plan_id)
    if led.measure_id is None:
        return redirect("plans/write", led.plan_id)
    return redirect("plans/measure", led.plan_id, led.measure_id)
