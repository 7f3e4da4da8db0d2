"""/alerts/ — what nobody has looked at yet, by class; what was looked at, set aside, acted on; what is late."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.alerts.queries.alerts import LATE, TABS, alerts_in_sight, counted
from pumpurs.programme.alerts.queries.duty import counted_notices
from pumpurs.programme.alerts.queries.freshness import freshness
from pumpurs.programme.alerts.queries.models import model_in_use
from pumpurs.values.roles import INSTITUTION_ROLES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.facts import fact_in_words

SHOWN_SCHOOLS = 3  # of those with the oldest data


def show(request: HouseRequest) -> HttpResponse:
    """The list of one tab."""
    viewer = request.viewer
    leads = viewer.role in INSTITUTION_ROLES
    names = {"new": _("Nobody has looked"), "looked_at": _("Looked at"), "set_aside": _("Set aside")}
    names |= {"acted": _("Acted on")} | ({LATE: _("Past the deadline")} if leads else {})
    asked = request.GET.get("tab", "")
    chosen = asked if asked in names else next(iter(TABS))
    counts = counted(viewer=viewer, today=today())
    found = alerts_in_sight(
        viewer=viewer, tab=chosen, today=today(), number=page_number(request.GET.get("page"))
    )
    fresh = freshness(viewer=viewer, today=today())[:SHOWN_SCHOOLS]
    return page(
        request,
        "alerts/home/page.html",
        page=found,
        rows=[{"line": line, "facts": [fact_in_words(one) for one in line.facts]} for line in found.items],
        tabs=[
            {"label": text, "url": f"?tab={tab}", "current": tab == chosen, "count": counts[tab]}
            for tab, text in names.items()
        ],
        chosen=chosen,
        fresh=fresh,
        several_schools=len(fresh) > 1,
        queued=counts["queued"] if chosen == "new" else 0,
        late=counts[LATE] if leads else 0,
        to_sign=counted_notices(viewer=viewer)["prepared"] if leads else 0,
        model=model_in_use(viewer=viewer) if any(line.scored for line in found.items) else None,
        ways=[{"label": _("Notices of absence"), "href": "/alerts/duty/", "icon": "send"}],
    )
