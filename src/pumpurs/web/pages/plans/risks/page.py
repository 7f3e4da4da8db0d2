"""/plans/<plan_id>/risks/<group>/ — saves the judged risks of one group."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.programme.plans.actions import write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.rulebook import risks
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.clock import now, today
from pumpurs.web.frame.pages import is_part, whole_number
from pumpurs.web.pages.plans.goal.page import saved
from pumpurs.web.pages.plans.write import page as whole

NONE = 0


def show(request: HouseRequest, plan_id: UUID, group: str) -> HttpResponse:
    """The whole plan, with what was typed here."""
    return whole.show(request, plan_id)


def _level(text: str | None) -> int | None:
    levels = {str(level.level): level.level for level in risks.levels_on(today())}
    return levels.get(text or "")


def _judged(request: HouseRequest, group: str) -> list[Judged]:
    found = []
    for factor in risks.factors_of(group, today()):
        level = _level(request.POST.get(f"level-{factor.key}"))
        reason = request.POST.get(f"why-{factor.key}", "")[:4000]
        if level is None and request.POST.get("rest") == "none" and not reason.strip():
            level = NONE
        if level is not None:
            revision = whole_number(request.POST.get(f"revision-{factor.key}"))
            found.append(Judged(factor.key, level, reason, revision))
    return found


def send(request: HouseRequest, plan_id: UUID, group: str) -> HttpResponse:
    """Save what was judged; answer with the new revisions (part) or go back to the group."""
    revisions = write.judge_risks(
        plan_id=plan_id, judged=_judged(request, group), viewer=request.viewer, now=now()
    )
    if is_part(request):
        names = {f"revision-{factor}": f"revision-{factor}" for factor in revisions}
        return saved(request, {f"revision-{factor}": number for factor, number in revisions.items()}, names)
    return redirect(reverse("plans/write", args=[plan_id]) + f"#risks-{group}")
