"""/plans/ — plans in reach, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.plans.queries.lists import Filter, plans_in_sight
from pumpurs.rulebook import calendar
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.frame.templatetags.rules import semester_name
from pumpurs.web.pages.plans.one.page import OVER
from pumpurs.web.words.labels import PLAN


def show(request: HouseRequest) -> HttpResponse:
    """One page of plans, narrowed by state, semester and the learner's name."""
    asked = request.GET
    state, search = asked.get("state", ""), asked.get("q", "")[:80]
    semester, number = asked.get("semester", "")[:6], page_number(asked.get("page"))
    narrowed = Filter(
        state if state in {*PLAN, "waiting"} else "", semester, search, known_id(asked.get("institution", ""))
    )
    states = [("", _("All but removed")), ("waiting", _("Waiting for approval")), *PLAN.items()]
    current = calendar.current_semester(today())
    semesters = [current, current.previous, current.previous.previous]
    fields = [
        {"name": "q", "label": _("Learner"), "value": search},
        {
            "name": "state",
            "label": _("State"),
            "options": [{"value": v, "label": w, "selected": v == state} for v, w in states],
        },
        {
            "name": "semester",
            "label": _("Semester"),
            "options": [{"value": "", "label": _("All")}]
            + [
                {"value": str(s), "label": semester_name(str(s)), "selected": str(s) == semester}
                for s in semesters
            ],
        },
    ]
    plans = plans_in_sight(viewer=request.viewer, narrowed=narrowed, number=number)
    return page(
        request,
        "plans/list/page.html",
        plans=plans,
        fields=fields,
        open_states=[state for state in PLAN if state not in OVER],
        narrowed=bool(search or state or semester),
    )
