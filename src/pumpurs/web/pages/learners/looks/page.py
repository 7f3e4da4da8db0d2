"""/learners/<learner_id>/looks/ — who looked at this learner's record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.paging import page_number
from pumpurs.programme.learners.queries.looks import who_looked
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Latest looks first."""
    number = page_number(request.GET.get("page"))
    found = who_looked(viewer=request.viewer, learner_id=learner_id, number=number)
    return page(request, "learners/looks/page.html", found=found)
