"""/desk/ — the first page of every role: what waits for me, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.foundation.together import asked_together
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.queries.desk import alerts_that_wait
from pumpurs.programme.compensations.queries.claims import claims_that_wait
from pumpurs.programme.compensations.queries.money_back import payments_that_wait
from pumpurs.programme.consents.queries.desk import AnswersThatWait, answers_that_wait
from pumpurs.programme.partners.queries.goals import Goals, goals
from pumpurs.programme.plans.queries.attention import to_look_after
from pumpurs.programme.plans.queries.desk import queue_of, schools_without_plans
from pumpurs.programme.plans.queries.lists import plans_that_wait, waiting_for
from pumpurs.programme.reporting.queries.desk import accounting_that_waits
from pumpurs.programme.reporting.queries.findings import findings_that_wait, how_far_mended
from pumpurs.programme.work.queries.desk import work_of_author, work_of_provider
from pumpurs.programme.work.queries.sheets_desk import sheets_that_wait
from pumpurs.rulebook import calendar
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page

WITHOUT_QUEUE = {Role.INSTITUTION_COORDINATOR, Role.PROGRAMME_MANAGER}


@dataclass(frozen=True)
class Figures:
    """What waits at a place, for roles that decide on no plan; `goals` for the whole programme only."""

    plans: int
    answers: AnswersThatWait | None
    goals: Goals | None


def _waits(viewer: Viewer) -> dict[str, Any]:
    """What each room tells of what waits for this viewer, asked in one statement; None where a room has nothing."""
    day, counts = today(), viewer.role in WITHOUT_QUEUE
    return asked_together(
        {
            "alerts": alerts_that_wait(viewer=viewer),
            "queue": queue_of(viewer=viewer),
            "schools": schools_without_plans(viewer=viewer, day=day),
            "plans": plans_that_wait(viewer=viewer) if counts else None,
            "answers": answers_that_wait(viewer=viewer) if counts and not viewer.reach.national else None,
            "work": work_of_author(viewer=viewer, today=day),
            "claims": claims_that_wait(viewer=viewer, day=day),
            "payments": payments_that_wait(viewer=viewer, today=today()),
            "accounting": accounting_that_waits(viewer=viewer, today=day),
            "findings": findings_that_wait(viewer=viewer),
        }
    )


def show(request: HouseRequest) -> HttpResponse:
    """The queue of an approver, or the drafts of an author, and the ways on for every other role."""
    viewer = request.viewer
    waiting = waiting_for(viewer=viewer, number=page_number(request.GET.get("page")))
    keys = [
        {"key": "j", "label": _("down")},
        {"key": "k", "label": _("up")},
        {"key": "x", "label": _("mark")},
        {"key": "Enter", "label": _("open")},
        {"key": "a", "label": _("approve what is marked")},
    ]
    bulk = [{"label": _("Approve what is marked"), "kind": "primary", "icon": "check", "key": "a"}]
    found = _waits(viewer)
    found["findings"] = how_far_mended(found["findings"], viewer=viewer)
    request.my_new_alerts = found["alerts"].mine if found["alerts"] else None
    figures = None
    if viewer.role in WITHOUT_QUEUE:
        reached = goals(viewer=viewer, today=today()) if viewer.reach.national else None
        figures = Figures(found["plans"], found["answers"], reached)
    return page(
        request,
        "desk/home/page.html",
        waiting={one.kind: one.page for one in waiting},
        semester=str(calendar.current_semester(today())),
        day=today(),
        look_after=to_look_after(viewer=viewer, day=today()),
        keys=keys,
        bulk=bulk,
        is_author=viewer.role is Role.PLAN_AUTHOR,
        following=known_id(request.GET.get("next", "")),
        figures=figures,
        gives_support=viewer.role is Role.PROVIDER,
        viewer_is_national=viewer.reach.national,
        checks_packages=viewer.role is Role.NATIONAL_EXPERT,
        picked=frozenset(request.POST.getlist("pick")),
        sheets=sheets_that_wait(viewer=viewer, today=today()),
        **found | {"work": found["work"] or work_of_provider(viewer=viewer, today=today())},
    )
