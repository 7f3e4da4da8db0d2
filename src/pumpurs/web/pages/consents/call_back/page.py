"""/consents/<consent_id>/call_back/ — a new link for a family that wants to see its page again; nothing is asked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import links
from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.consents.link.page import handed_over
from pumpurs.web.pages.consents.one import page as one

show = one.show


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Send it; the code is shown once."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    handover = links.call_back(consent_id=consent_id, viewer=request.viewer, now=now())
    return handed_over(request, card.learner_id, card.learner, handover)
