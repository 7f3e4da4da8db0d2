"""/consents/scan/<file_id>/ — a scan, always as an attachment under a name of ours."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest, file_id: UUID) -> HttpResponse:
    """The scan."""
    scan = staff.scan_to_read(viewer=request.viewer, file_id=file_id)
    response = HttpResponse(scan.content, content_type=scan.content_type)
    response["Content-Disposition"] = f'attachment; filename="{scan.name}"'
    return response
