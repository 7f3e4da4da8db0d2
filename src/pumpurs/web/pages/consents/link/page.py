"""/consents/link/<learner_id>/ — send the family a link by mail and tell it the code; without mail, hand over both."""

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
from pumpurs.web.pages.consents.asking import ByLink


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Whom to ask, in which language, for what."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    return page(
        request, "consents/link/page.html", learner=learner, form=ByLink(learner, request.POST or None)
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Send. The answer shows what staff tell the family: only hashes are kept, so this page comes once."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    form = checked(ByLink(learner, request.POST))
    handover = links.send_link(
        learner_id=learner_id,
        who=form.person(),
        language=form.cleaned_data["language"],
        consent=form.consent(),
        semester=form.semester(),
        address=form.cleaned_data["guardian_email"],
        viewer=request.viewer,
        now=now(),
    )
    return handed_over(request, learner_id, learner.learner, handover)


def handed_over(
    request: HouseRequest, learner_id: UUID, learner: str, handover: links.Handover
) -> HttpResponse:
    """The code, once; and the link only if it could not be mailed."""
    here = reverse("family/arrive", args=[handover.token]) if handover.token else ""
    return page(
        request,
        "consents/link/handover.html",
        learner=learner,
        learner_id=learner_id,
        address=request.build_absolute_uri(here) if here else "",
        code=spoken(handover.code),
        expires_at=handover.expires_at,
    )
