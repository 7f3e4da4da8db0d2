"""/consents/new/?learner=… — choose how the family gives its answer: by a link, in person or on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words import in_words


def show(request: HouseRequest) -> HttpResponse:
    """Three ways, and what stands against asking at all; without a learner, the way to find one."""
    try:
        learner_id = UUID(request.GET.get("learner", ""))
    except ValueError:
        return page(request, "consents/new/choose.html")
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    waits = learner.consent_state in ("sent", "opened", "asked")
    return page(
        request,
        "consents/new/page.html",
        learner=learner,
        waits=waits,
        nothing=learner.consent_valid and learner.application_valid,
        reasons=[in_words(reason) for reason in learner.reasons],
    )
