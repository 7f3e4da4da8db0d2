"""/consents/link/<learner_id>/ — send the family a link; link and code are shown once, to be handed over."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import links
from pumpurs.programme.consents.queries import staff
from pumpurs.programme.consents.rules import spoken
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.consents.asking import Asking


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Whom to ask, in which language, for what."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    return page(
        request, "consents/link/page.html", learner=learner, form=Asking(learner, request.POST or None)
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Send. The answer shows link and code: only their hashes are kept, so this page comes once."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    form = checked(Asking(learner, request.POST))
    handover = links.send_link(
        learner_id=learner_id,
        who=form.person(),
        language=form.cleaned_data["language"],
        consent=form.consent(),
        semester=form.semester(),
        viewer=request.viewer,
        now=now(),
    )
    return handed_over(request, learner_id, learner.learner, handover)


def handed_over(
    request: HouseRequest, learner_id: UUID, learner: str, handover: links.Handover
) -> HttpResponse:
    """Link and code, once."""
    address = request.build_absolute_uri(reverse("family/arrive", args=[handover.token]))
    return page(
        request,
        "consents/link/handover.html",
        learner=learner,
        learner_id=learner_id,
        address=address,
        code=spoken(handover.code),
        expires_at=handover.expires_at,
        mailed=handover.mailed,
    )
