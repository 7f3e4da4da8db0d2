"""/plans/<plan_id>/write/ — the plan as its authors write it, section by section, saved as they type."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.programme.plans.queries.cards import RiskLine
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.rulebook import risks
from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.clock import today
from pumpurs.web.frame.pages import is_part, page
from pumpurs.web.words.labels import CONSULTED


def _groups(plan: PlanPage) -> list[dict[str, object]]:
    groups = []
    for key, lines in groupby(plan.risks, key=lambda line: line.group):
        found = list(lines)
        judged = sum(line.level is not None for line in found)
        groups.append(
            {"key": key, "risks": found, "judged": judged, "all": len(found), "done": judged == len(found)}
        )
    return groups


def _parts(plan: PlanPage) -> list[dict[str, object]]:
    judged = all(line.level is not None for line in plan.risks)
    done = {
        "consent": plan.has_consent and plan.has_application,
        "goal": bool(plan.goal),
        "consulted": bool({"family", "adult_learner"}.intersection(plan.consulted)),
        "risks": judged,
        "measures": bool(plan.measures),
    }
    return [{"id": part, "done": is_done} for part, is_done in done.items()]


def _typed(request: HouseRequest) -> dict[str, str]:
    """What was typed in a form that was refused, so that nothing is lost."""
    return {name: str(value) for name, value in request.POST.items()} if request.reasons else {}


def _clashes(request: HouseRequest) -> dict[str, Reason]:
    found = [reason for reason in request.reasons if isinstance(reason, Reason)]
    return {reason.place: reason for reason in found if reason.code.endswith("changed_meanwhile")}


def _judged(line: RiskLine) -> bool:
    return bool(line.level)


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The plan with every section open for writing."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    if not plan.writable and not request.reasons:
        return redirect("plans/one", plan_id)
    if is_part(request):
        return page(request, "plans/write/part_clash.html")
    return page(
        request,
        "plans/write/page.html",
        plan=plan,
        groups=_groups(plan),
        parts=_parts(plan),
        present=[line for line in plan.risks if _judged(line)],
        levels=[
            {"value": level.level, "key": str(level.level)} for level in risks.levels_on(plan.span.first)
        ],
        consulted=[
            {"value": code, "label": text, "selected": code in plan.consulted}
            for code, text in CONSULTED.items()
        ],
        comments={
            comment.line: [c for c in plan.comments if c.line == comment.line] for comment in plan.comments
        },
        typed=_typed(request),
        clashes=_clashes(request),
    )
