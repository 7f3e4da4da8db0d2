"""/alerts/duty/<notice_id>/paper/ — the signed notice as PDF (A4, PDF/UA)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.queries.duty import one_notice
from pumpurs.web.doors import HouseRequest
from pumpurs.web.paper.duty import notice_pdf


def show(request: HouseRequest, notice_id: UUID) -> HttpResponse:
    """The PDF as an attachment with a neutral name: the notice's number, no name of a child."""
    found = one_notice(viewer=request.viewer, notice_id=notice_id, today=today())
    if found.sent_at is None:
        raise Http404
    response = HttpResponse(notice_pdf(found, now=now()), content_type="application/pdf")
    code = found.line.code.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{code}.pdf"'
    return response
