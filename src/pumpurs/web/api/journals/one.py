"""GET /api/journals/<batch_id>/ — what became of a file that this school's journal has sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.programme.alerts.queries.journals import one_batch, rejections_of
from pumpurs.values.reasons import Refused
from pumpurs.web.api.journals.speaking import pusher_of, refused, told
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest, batch_id: UUID) -> HttpResponse:
    """State, counts, reasons and the first rejected rows."""
    pusher = pusher_of(request)
    if isinstance(pusher, HttpResponse):
        return pusher
    card = one_batch(viewer=pusher.viewer, batch_id=batch_id)
    return told(card, status=200, rejected=rejections_of(viewer=pusher.viewer, batch_id=batch_id).items)


def refuse(request: HouseRequest, refusal: Refused) -> HttpResponse:
    """Say no in JSON."""
    return refused(refusal.reasons)
