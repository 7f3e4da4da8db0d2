"""/consents/<consent_id>/remind/ — write to the family once more."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import links
from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.consents.one import page as one

show = one.show


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Remind, at most once a day."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    links.remind(learner_id=card.learner_id, viewer=request.viewer, now=now())
    messages.success(request, _("The family is reminded by e-mail."))
    return redirect("consents/one", consent_id)
