"""/samples/evidence/<evidence_id>/ — one scan that proves a finding, as an attachment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.programme.reporting.queries.samples import evidence_file
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest, evidence_id: UUID) -> HttpResponse:
    """The scan."""
    scan = evidence_file(viewer=request.viewer, evidence_id=evidence_id)
    response = HttpResponse(scan.content, content_type=scan.content_type)
    response["Content-Disposition"] = f'attachment; filename="{scan.name}"'
    return response
