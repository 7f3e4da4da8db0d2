"""/plans/<plan_id>/write/ — the plan as its authors write it, section by section, saved as they type."""

from __future__ import annotations

from hashlib import blake2b
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import today
from pumpurs.programme.alerts.queries.alerts import alerts_of_plan
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.rulebook import risks
from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import is_part, page, whole_number
from pumpurs.web.words.facts import attached_in_words
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


def mark_of(level: int | None, reason: str | None) -> str:
    """A short mark of what stood in a risk's line, so that an untouched line is known when it comes back."""
    said = (reason or "").strip().replace("\r\n", "\n")
    return blake2b(f"{level}:{said}".encode(), digest_size=6).hexdigest()


def _typed(request: HouseRequest) -> dict[str, str]:
    """What was typed in a form that was refused, so that nothing is lost."""
    return {name: str(value) for name, value in request.POST.items()} if request.reasons else {}


def _revisions(request: HouseRequest, plan: PlanPage) -> dict[str, object]:
    """What each text section builds upon: after a clash theirs, after another refusal still what its writer saw."""
    clashes = _clashes(request)
    revisions: dict[str, object] = {"goal": plan.goal_revision, "consulted": plan.consulted_revision}
    sent = {"goal": "goal" in request.POST, "consulted": "preparation_hours" in request.POST}
    for section in revisions:
        if request.reasons and sent[section]:
            revisions[section] = whole_number(request.POST.get("revision"))
        if section in clashes:
            revisions[section] = clashes[section].values["revision"]
    return revisions


def _consulted(request: HouseRequest, plan: PlanPage) -> list[dict[str, object]]:
    typed = request.reasons and "preparation_hours" in request.POST
    marked = request.POST.getlist("consulted") if typed else plan.consulted
    return [{"value": code, "label": text, "selected": code in marked} for code, text in CONSULTED.items()]


def _levels(request: HouseRequest, plan: PlanPage) -> dict[str, str]:
    """The level marked in each line: as typed if it was refused, else as stored."""
    typed = _typed(request)
    stored = {line.factor: "" if line.level is None else str(line.level) for line in plan.risks}
    return {factor: typed.get(f"level-{factor}", level) for factor, level in stored.items()}


def _clash_part(request: HouseRequest) -> HttpResponse:
    """The part that tells a clash. The next change builds upon what the other wrote; until then theirs stands."""
    values: dict[str, object] = {}
    names: dict[str, str] = {}
    for place, clash in _clashes(request).items():
        factor = place.removeprefix("risk:")
        if factor == place:
            values[f"{place}-revision"], names[f"{place}-revision"] = clash.values["revision"], "revision"
            continue
        level, reason = request.POST.get(f"level-{factor}", ""), request.POST.get(f"why-{factor}", "")
        values[f"revision-{factor}"] = clash.values["revision"]
        values[f"seen-{factor}"] = mark_of(whole_number(level), reason)
        names |= {f"revision-{factor}": f"revision-{factor}", f"seen-{factor}": f"seen-{factor}"}
    return page(request, "plans/write/part_clash.html", revisions=values, names=names)


def _clashes(request: HouseRequest) -> dict[str, Reason]:
    found = [reason for reason in request.reasons if isinstance(reason, Reason)]
    return {reason.place: reason for reason in found if reason.code.endswith("changed_meanwhile")}


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The plan with every section open for writing."""
    plan = one_plan(viewer=request.viewer, plan_id=plan_id, today=today())
    if not plan.writable and not request.reasons:
        return redirect("plans/one", plan_id)
    if is_part(request):
        return _clash_part(request)
    alerts = alerts_of_plan(viewer=request.viewer, plan_id=plan_id, today=today()) if plan.from_alert else ()
    return page(
        request,
        "plans/write/page.html",
        plan=plan,
        groups=_groups(plan),
        parts=[{"id": part, "done": is_done} for part, is_done in plan.done.items()],
        present=[line for line in plan.risks if line.level],
        levels=[
            {"value": str(level.level), "key": str(level.level)} for level in risks.levels_on(plan.span.first)
        ],
        consulted=_consulted(request, plan),
        revisions=_revisions(request, plan),
        marked=_levels(request, plan),
        seen={line.factor: mark_of(line.level, line.reason) for line in plan.risks},
        comments={
            comment.line: [c for c in plan.comments if c.line == comment.line] for comment in plan.comments
        },
        open_comments=[comment for comment in plan.comments if not comment.settled],
        typed=_typed(request),
        clashes=_clashes(request),
        alerts=attached_in_words(alerts),
        alerted={factor for one in alerts for factor in one.suggests},
    )
