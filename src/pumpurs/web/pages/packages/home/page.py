"""/packages/ — monthly packages in reach: what waits first; the sender opens a month that has none."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions.packages import open_package
from pumpurs.programme.reporting.queries.packages import months_to_open, packages_in_sight
from pumpurs.values.periods import Month
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.work.sheets.page import known_month, months_to_choose
from pumpurs.web.words.accounting import ways
from pumpurs.web.words.labels import PACKAGE


def show(request: HouseRequest) -> HttpResponse:
    """One page of packages, narrowed by month, state and partner; the months that can be opened."""
    asked, viewer = request.GET, request.viewer
    month, search = known_month(asked.get("month", "")), asked.get("q", "")[:80]
    state = asked.get("state", "") if asked.get("state", "") in PACKAGE else ""
    fields = [
        *([{"name": "q", "label": _("Partner"), "value": search}] if viewer.reach.national else []),
        {
            "name": "month",
            "label": _("Month"),
            "options": [{"value": "", "label": _("All")}, *months_to_choose(month)],
        },
        {
            "name": "state",
            "label": _("State"),
            "options": [{"value": "", "label": _("All")}]
            + [{"value": v, "label": w, "selected": v == state} for v, w in PACKAGE.items()],
        },
    ]
    packages = packages_in_sight(
        viewer=viewer, today=today(), number=page_number(asked.get("page")), state=state, month=month,
        partner=search,
    )  # fmt: skip
    return page(
        request,
        "packages/home/page.html",
        tabs=ways("packages", viewer.role),
        fields=fields,
        packages=packages,
        narrowed=bool(month or search or state),
        openable=months_to_open(viewer=viewer, today=today()),
        national=viewer.reach.national,
        sends=bool(viewer.reach.partners),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Open the package of a month."""
    partner_id: UUID | None = known_id(request.POST.get("partner"))
    package_id = open_package(
        partner_id=partner_id or UUID(int=0), month=Month.parse(request.POST.get("month", "")),
        viewer=request.viewer, now=now(),
    )  # fmt: skip
    messages.success(
        request, _("The package is open. It fills itself from approved sheets and booked money.")
    )
    return redirect("packages/one", package_id)
