"""/family/withdraw/<consent_id>/ — withdraw a consent: what stops, what stays, one button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import answers
from pumpurs.programme.consents.queries import family
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """What it means, before it is done."""
    ending = family.consent_to_end(viewer=request.viewer, consent_id=consent_id)
    points = [{"title": said(one.title), "text": said(one.text)} for one in ending.points]
    return render(request, "family/withdraw/page.html", {"ending": ending, "points": points})


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Withdraw."""
    answers.withdraw(consent_id=consent_id, viewer=request.viewer, now=now())
    messages.success(
        request, _("Your consent is withdrawn from today. The school knows; you need not do anything else.")
    )
    return redirect("family/home")
