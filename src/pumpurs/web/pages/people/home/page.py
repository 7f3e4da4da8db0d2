"""/people/ — the staff of my place: who, in which role, who is away and who stands in."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.people.queries.staff import roles_counted, staff_in_sight
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words import label

SHOWN = (
    Role.PROGRAMME_MANAGER,
    Role.NATIONAL_EXPERT,
    Role.MUNICIPAL_COORDINATOR,
    Role.HEAD,
    Role.INSTITUTION_COORDINATOR,
    Role.PLAN_AUTHOR,
    Role.PROVIDER,
    Role.ACCOUNTANT,
    Role.STRATEGIC_PARTNER,
)


def show(request: HouseRequest) -> HttpResponse:
    """Tabs by role, a search, and the list."""
    viewer, search = request.viewer, request.GET.get("q", "")[:80]
    role = request.GET.get("role", "")
    role = role if role in {*map(str, SHOWN)} else ""
    past = request.GET.get("past") == "yes"
    staff = staff_in_sight(
        viewer=viewer,
        today=today(),
        search=search,
        role=role,
        past=past,
        page=page_number(request.GET.get("page")),
    )
    counted = roles_counted(viewer=viewer, today=today())
    tabs: list[dict[str, object]] = [{"label": _("Everybody"), "url": "?", "current": not role and not past}]
    tabs += [
        {"label": label("role", one), "url": f"?role={one}", "current": role == one, "count": counted[one]}
        for one in SHOWN
        if counted.get(one)
    ]
    tabs.append({"label": _("Former"), "url": "?past=yes", "current": past})
    return page(
        request,
        "people/home/page.html",
        staff=staff,
        tabs=tabs,
        role=role,
        past=past,
        search=search,
        several_places=viewer.reach.national or len(viewer.reach.institutions) > 1,
        may_import=viewer.role is not Role.PROGRAMME_MANAGER,
        today=today(),
    )
