"""/plans/<plan_id>/measures/new/ — choose a kind of support, then plan it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.actions import write
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.rulebook import measures, risks
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.plans.measure.form import MeasureForm, caps_of, draft_from


def _present(plan: PlanPage) -> tuple[str, ...]:
    return tuple(line.factor for line in plan.risks if line.level)


def _choices(plan: PlanPage) -> dict[str, list[dict[str, object]]]:
    """Kinds open to this learner: first those suggested for the risks that are there."""
    day = plan.span.first
    answered: dict[str, list[str]] = {}
    for factor in _present(plan):
        for measure in risks.suggested_measures(factor, day, vocational=plan.vocational):
            answered.setdefault(measure.key, []).append(factor)
    open_ones = [m.key for m in measures.measures_on(day) if m.open_to_learner(vocational=plan.vocational)]
    suggested: list[dict[str, object]] = [
        {"key": key, "risks": answered[key]} for key in open_ones if key in answered
    ]
    return {"suggested": suggested, "other": [{"key": key} for key in open_ones if key not in answered]}


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The kinds to choose from, or the form of the chosen one."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    known = {measure.key for measure in measures.measures_on(plan.span.first)}
    if kind not in known:
        return page(request, "plans/measure_new/page.html", plan=plan, **_choices(plan))
    answers = [
        f for f in _present(plan) if kind in {m.key for m in risks.suggested_measures(f, plan.span.first)}
    ]
    first = max(plan.span.first, min(today(), plan.span.last))  # nothing is planned for days that are over
    start = {"risks": answers, "first": first, "last": plan.span.last}
    form = MeasureForm(request.POST or None, initial=start, kind=kind, present=_present(plan))
    return page(
        request, "plans/measure/page.html", plan=plan, form=form, kind=kind, **caps_of(kind, plan.span.first)
    )


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Add the measure."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    kind = request.POST.get("kind", "")
    form = checked(MeasureForm(request.POST, kind=kind, present=_present(plan)))
    draft = draft_from(form, kind)
    write.put_measure(
        plan_id=plan_id, measure_id=None, draft=draft, revision=0, viewer=request.viewer, now=now()
    )
    return redirect(reverse("plans/write", args=[plan_id]) + "#measures")
