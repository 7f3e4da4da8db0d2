"""/consents/<consent_id>/reply/ — answer the family's question."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import recording
from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.consents.one import page as one

show = one.show
LONGEST = 1000


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """The family reads it beside its question."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    text = request.POST.get("reply", "")[:LONGEST]
    recording.reply(learner_id=card.learner_id, text=text, viewer=request.viewer)
    messages.success(request, _("Your answer waits for the family at its link."))
    return redirect("consents/one", consent_id)
