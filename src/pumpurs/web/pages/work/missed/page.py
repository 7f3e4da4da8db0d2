"""/work/missed/<plan_id>/ — sessions of a plan to which the learner did not come."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.programme.work.queries.delivery import missed_of_plan
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Date, support, provider, topic."""
    return page(
        request, "work/missed/page.html", found=missed_of_plan(viewer=request.viewer, plan_id=plan_id)
    )
