"""/plans/<plan_id>/approved/ — the version approved last, to read on the screen while another one is written."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import today
from pumpurs.programme.plans.queries.versions import approved_version
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.plans.one.page import by_group


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The frozen version; not found before the first approval."""
    frozen = approved_version(viewer=request.viewer, plan_id=plan_id, today=today(), action="plan.approved")
    return page(
        request,
        "plans/approved/page.html",
        plan=frozen,
        groups=by_group(frozen.risks),
        comments={},
        none_count=sum(line.level == 0 for line in frozen.risks),
    )
