"""/plans/<plan_id>/paper/ — the approved plan as PDF (A4, PDF/UA), with the same content as on the screen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.plans.queries.versions import approved_version
from pumpurs.web.doors import HouseRequest
from pumpurs.web.paper.plan import plan_pdf


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The PDF as an attachment with a neutral name: the plan's number, no name of a child."""
    frozen = approved_version(viewer=request.viewer, plan_id=plan_id, today=today())
    response = HttpResponse(plan_pdf(frozen, now=now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{frozen.card.code.replace("/", "-")}.pdf"'
    return response
