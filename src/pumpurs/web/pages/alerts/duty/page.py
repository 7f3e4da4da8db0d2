"""/alerts/duty/ — notices to the municipality of unexcused absence: to sign, with the municipality, past."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.alerts.queries.duty import counted_notices, notices_in_sight, tabs_for
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest) -> HttpResponse:
    """The list of one tab."""
    viewer = request.viewer
    names = {"prepared": _("To sign"), "sent": _("With the municipality"), "ended": _("Past")}
    mine = tabs_for(viewer)
    asked = request.GET.get("tab", "")
    chosen = asked if asked in mine else mine[0]
    counts = counted_notices(viewer=viewer)
    number = page_number(request.GET.get("page"))
    return page(
        request,
        "alerts/duty/page.html",
        page=notices_in_sight(viewer=viewer, tab=chosen, today=today(), number=number),
        tabs=[
            {"label": names[tab], "url": f"?tab={tab}", "current": tab == chosen, "count": counts[tab]}
            for tab in mine
        ],
        at_school="prepared" in mine,
    )
