"""/plans/<plan_id>/measures/<measure_id>/ — change one measure."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.actions import write
from pumpurs.programme.plans.queries.cards import MeasureLine
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page, whole_number
from pumpurs.web.pages.plans.measure.form import MeasureForm, caps_of, draft_from


def _found(
    request: HouseRequest, plan_id: UUID, measure_id: UUID
) -> tuple[PlanPage, MeasureLine, tuple[str, ...]]:
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    line = next((measure for measure in plan.measures if measure.id == str(measure_id)), None)
    if line is None:
        raise Http404
    present = tuple(risk.factor for risk in plan.risks if risk.level or risk.factor in line.risks)
    return plan, line, present


def _revision(request: HouseRequest, line: MeasureLine) -> int:
    """What the form builds upon: after a clash theirs, after another refusal still what its writer saw."""
    for reason in request.reasons:
        if isinstance(reason, Reason) and "revision" in reason.values:
            return int(reason.values["revision"])
    return whole_number(request.POST.get("revision")) if request.reasons else line.revision


def show(request: HouseRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """The measure in its form."""
    plan, line, present = _found(request, plan_id, measure_id)
    start = {
        "hours_planned": line.hours_planned,
        "amount_eur": line.amount_eur,
        "provider_profession": line.provider_profession,
        "subject": line.subject,
        "risks": line.risks,
        "first": line.first,
        "last": line.last,
        "expected_result": line.expected_result,
    }
    form = MeasureForm(request.POST or None, initial=start, kind=line.kind, present=present)
    caps = caps_of(line.kind, plan.span.first)
    return page(
        request,
        "plans/measure/page.html",
        plan=plan,
        form=form,
        kind=line.kind,
        line=line,
        revision=_revision(request, line),
        **caps,
    )


def send(request: HouseRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """Save the changed measure."""
    _plan, line, present = _found(request, plan_id, measure_id)
    form = checked(MeasureForm(request.POST, kind=line.kind, present=present))
    write.put_measure(
        plan_id=plan_id,
        measure_id=measure_id,
        draft=draft_from(form, line.kind),
        revision=whole_number(request.POST.get("revision")),
        viewer=request.viewer,
        now=now(),
    )
    return redirect(reverse("plans/write", args=[plan_id]) + "#measures")
