"""/desk/ — the first page of every role: what waits for me, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.alerts.queries.desk import alerts_that_wait
from pumpurs.programme.compensations.queries.claims import claims_that_wait
from pumpurs.programme.compensations.queries.money_back import payments_that_wait
from pumpurs.programme.consents.queries.desk import AnswersThatWait, answers_that_wait
from pumpurs.programme.partners.queries.goals import Goals, goals
from pumpurs.programme.plans.queries.attention import taken_elsewhere, without_consent
from pumpurs.programme.plans.queries.desk import queue_of
from pumpurs.programme.plans.queries.lists import plans_that_wait, waiting_for
from pumpurs.programme.reporting.queries.desk import accounting_that_waits
from pumpurs.programme.work.queries.desk import work_that_waits
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


def _figures(request: HouseRequest) -> Figures:
    viewer = request.viewer
    plans = plans_that_wait(viewer=viewer)
    if viewer.reach.national:
        return Figures(plans, None, goals(viewer=viewer, today=today()))
    return Figures(plans, answers_that_wait(viewer=viewer), None)


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
    alerts = alerts_that_wait(viewer=viewer)
    request.my_new_alerts = alerts.mine if alerts else None
    return page(
        request,
        "desk/home/page.html",
        waiting={found.kind: found.page for found in waiting},
        alerts=alerts,
        semester=str(calendar.current_semester(today())),
        day=today(),
        ended=without_consent(viewer=viewer, day=today()),
        taken=taken_elsewhere(viewer=viewer, day=today()),
        accounting=accounting_that_waits(viewer=viewer, today=today()),
        keys=keys,
        bulk=bulk,
        is_author=viewer.role is Role.PLAN_AUTHOR,
        following=known_id(request.GET.get("next", "")),
        queue=queue_of(viewer=viewer, day=today()),
        figures=_figures(request) if viewer.role in WITHOUT_QUEUE else None,
        work=work_that_waits(viewer=viewer, today=today()),
        gives_support=viewer.role is Role.PROVIDER,
        picked=frozenset(request.POST.getlist("pick")),
        sheets=sheets_that_wait(viewer=viewer, today=today()),
        claims=claims_that_wait(viewer=viewer, day=today()),
        payments=payments_that_wait(viewer=viewer),
    )
