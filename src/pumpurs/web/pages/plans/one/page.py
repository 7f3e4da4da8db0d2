"""/plans/<plan_id>/ — the plan to read: chain, content, history, and what this reader can do next."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import today
from pumpurs.foundation.together import asked_together
from pumpurs.programme.alerts.queries.alerts import alerts_of_plan
from pumpurs.programme.alerts.queries.desk import my_new_alerts
from pumpurs.programme.plans.queries.cards import RiskLine
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.programme.work.queries.delivery import Delivery, delivery_of_plan, hours_asked_of_plan
from pumpurs.values.roles import INSTITUTION_ROLES, Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.facts import attached_in_words

CHANGES = ("take_back", "revise", "discard", "suspend", "resume", "remove")
FOLLOWERS = INSTITUTION_ROLES | {Role.PLAN_AUTHOR}  # whom missed sessions and hours asked for concern
OVER = ("inactive", "closed", "evaluated")


def by_group(lines: tuple[RiskLine, ...]) -> dict[str, list[RiskLine]]:
    """The risks that are there, group by group."""
    groups: dict[str, list[RiskLine]] = {}
    for line in lines:
        if line.level:
            groups.setdefault(line.group, []).append(line)
    return groups


def values_of(plan: PlanPage) -> dict[str, object]:
    """What the templates of the readable plan need."""
    comments: dict[str, list[object]] = {}
    for comment in plan.comments:
        comments.setdefault(comment.line, []).append(comment)
    return {
        "plan": plan,
        "groups": by_group(plan.risks),
        "none_count": sum(line.level == 0 for line in plan.risks),
        "unjudged_count": sum(line.level is None for line in plan.risks),
        "comments": comments,
        "changes": [step for step in plan.open_steps if step in CHANGES],
        "decides": "approve" in plan.open_steps,
        "consent_ended": plan.card.consent_ended_on if plan.card.state not in OVER else None,
    }


def _delivery(request: HouseRequest, plan_id: UUID) -> Delivery:
    """How the plan is carried out; what the menu counts is asked in the same statement."""
    viewer = request.viewer
    found = asked_together(
        {
            "delivery": delivery_of_plan(viewer=viewer, plan_id=plan_id, today=today()),
            "asked": hours_asked_of_plan(viewer=viewer, plan_id=plan_id),
            "mine": my_new_alerts(viewer=viewer),
        }
    )
    request.my_new_alerts = found["mine"]
    delivery: Delivery = replace(found["delivery"], asked=found["asked"])
    return delivery


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The whole plan."""
    viewer = request.viewer
    plan = one_plan(viewer=viewer, plan_id=plan_id, today=today())
    attached = plan.from_alert and plan.reads_words
    alerts = alerts_of_plan(viewer=viewer, plan_id=plan_id, today=today()) if attached else ()
    return page(
        request,
        "plans/one/page.html",
        alerts=attached_in_words(alerts),
        delivery=_delivery(request, plan_id) if plan.reads_words else None,
        follows=viewer.role in FOLLOWERS,
        **values_of(plan),
    )
