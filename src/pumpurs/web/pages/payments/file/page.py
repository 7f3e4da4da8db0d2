"""/payments/<list_id>/file/ — the signed batch as a file for the bank: pain.001 or CSV, as an attachment."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.programme.compensations.queries.batches import payment_file
from pumpurs.programme.compensations.rules.payment_file import USUAL_VERSION, VERSIONS
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.payments.telling import tell_why

CSV = "csv"


def show(request: HouseRequest, list_id: UUID) -> HttpResponse:
    """The file, the same bytes each time. A name without anybody's name."""
    if tell_why(request):  # what stands there is not what was signed: no file
        return redirect("payments/one", list_id)
    version = request.GET.get("version", USUAL_VERSION)
    if version not in (*VERSIONS, CSV):
        raise Http404
    header = (_("Payment"), _("Account holder"), _("Account"), _("Sum, EUR"), _("Paid on"))
    number, content = payment_file(viewer=request.viewer, batch_id=list_id, version=version, header=header)
    kind, ending = ("text/csv", "csv") if version == CSV else ("application/xml", "xml")
    answer = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="pumpurs-{number}.{ending}"'
    return answer
