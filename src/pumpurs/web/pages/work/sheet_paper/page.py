"""/work/sheets/<sheet_id>/paper/ — one monthly sheet as PDF (A4, PDF/UA) with lines for signatures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import now, today
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.web.doors import HouseRequest
from pumpurs.web.paper.sheet import sheet_pdf


def show(request: HouseRequest, sheet_id: UUID) -> HttpResponse:
    """The PDF as an attachment; its name tells the month and nobody's name."""
    found = one_sheet(viewer=request.viewer, sheet_id=sheet_id, today=today())
    answer = HttpResponse(sheet_pdf(found, now=now()), content_type="application/pdf")
    name = f"DLUV-{found.line.month:%Y-%m}-{str(found.line.id)[:8]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
