"""/plans/<plan_id>/risks/<group>/ — saves the judged risks of one group."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.actions import write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.rulebook import risks
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import is_part, whole_number
from pumpurs.web.pages.plans.goal.page import saved
from pumpurs.web.pages.plans.write import page as whole
from pumpurs.web.pages.plans.write.page import mark_of

NONE = 0


def show(request: HouseRequest, plan_id: UUID, group: str) -> HttpResponse:
    """The whole plan, with what was typed here."""
    return whole.show(request, plan_id)


def _level(text: str | None) -> int | None:
    levels = {str(level.level): level.level for level in risks.levels_on(today())}
    return levels.get(text or "")


def _judged(request: HouseRequest, group: str) -> list[Judged]:
    found = []
    unlevelled: list[Reason] = []
    for factor in risks.factors_of(group, today()):
        level = _level(request.POST.get(f"level-{factor.key}"))
        reason = request.POST.get(f"why-{factor.key}", "")[:4000]
        if level is None and request.POST.get("rest") == "none" and not reason.strip():
            level = NONE
        if level is not None:
            revision = whole_number(request.POST.get(f"revision-{factor.key}"))
            untouched = request.POST.get(f"seen-{factor.key}") == mark_of(level, reason)
            found.append(Judged(factor.key, level, reason, revision, untouched))
        elif reason.strip():
            unlevelled.append(Reason("plan.write.no_level", {"risk": factor.key}, place=f"risk:{factor.key}"))
    if unlevelled:
        raise Refused(*unlevelled)
    return found


def send(request: HouseRequest, plan_id: UUID, group: str) -> HttpResponse:
    """Save what was judged; answer with the new revisions (part) or go back to the group."""
    judged = _judged(request, group)
    revisions = write.judge_risks(plan_id=plan_id, judged=judged, viewer=request.viewer, now=now())
    if is_part(request):
        marks = {line.factor: mark_of(line.level, line.reason) for line in judged}
        values: dict[str, object] = {f"revision-{factor}": number for factor, number in revisions.items()}
        values |= {f"seen-{factor}": marks[factor] for factor in revisions}
        return saved(request, values, {name: name for name in values})
    return redirect(reverse("plans/write", args=[plan_id]) + f"#risks-{group}")
