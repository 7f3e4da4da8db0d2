"""/work/preparation/ — the plan's author records minutes with a plan itself: preparing, following, evaluating it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now, today
from pumpurs.programme.work.actions.prepare import prepare
from pumpurs.programme.work.queries.closed import months_closed, sheet_month_of_hours
from pumpurs.programme.work.queries.preparing import plans_to_prepare
from pumpurs.programme.work.rules import PREPARING, Prepared
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import form_key_of, known_id, page, whole_number
from pumpurs.web.pages.work.record.where import said_of_closed, where_it_stands
from pumpurs.web.words import label


def show(request: HouseRequest) -> HttpResponse:
    """The own plans with what is left of their hours, and the form."""
    plans = plans_to_prepare(viewer=request.viewer, today=today())
    asked = request.POST or request.GET
    day, what, plan = (
        asked.get("day", f"{today():%Y-%m-%d}"),
        asked.get("what", PREPARING[0]),
        asked.get("plan", ""),
    )
    return page(
        request,
        "work/preparation/page.html",
        plans=plans,
        plan_options=[
            {
                "value": one.plan_id,
                "label": f"{one.learner} · {one.code}",
                "selected": str(one.plan_id) == plan,
            }
            for one in plans
            if one.minutes_left
        ],
        what_options=[
            {"value": key, "label": label("preparation", key), "selected": key == what} for key in PREPARING
        ],
        day=day,
        minutes=asked.get("minutes", ""),
        form_key=uuid4(),
        closed=said_of_closed(months_closed(viewer=request.viewer, today=today())),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason("work.prepare.no_day", place="day")) from None


def send(request: HouseRequest) -> HttpResponse:
    """Record the line; the page again, ready for the next."""
    plan_id = known_id(request.POST.get("plan"))
    if plan_id is None:
        raise Refused(Reason("work.prepare.no_plan", place="plan"))
    given = Prepared(
        _day(request.POST.get("day", "")),
        whole_number(request.POST.get("minutes")),
        request.POST.get("what", ""),
    )
    line_id = prepare(
        plan_id=plan_id, given=given, form_key=form_key_of(request), viewer=request.viewer, now=now()
    )
    on = sheet_month_of_hours(viewer=request.viewer, line_id=line_id)
    messages.success(request, where_it_stands(on, month_of(given.day)))
    return redirect("work/preparation")
