"""/family/help/<learner_id>/ — “I need help”: the learner or the family asks the school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.learners.queries.one import learner_card
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """A place to write."""
    card = learner_card(viewer=request.viewer, learner_id=learner_id)
    adult = request.viewer.role is Role.ADULT_LEARNER
    values = {"card": card, "adult": adult, "text": request.POST.get("text", "")}
    return render(request, "family/help/page.html", values)


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Ask."""
    text = request.POST.get("text", "")
    acts.ask_for_help(learner_id=learner_id, text=text, viewer=request.viewer, today=today(), now=now())
    messages.success(request, _("Sent. Somebody from the school will get in touch with you."))
    return redirect("family/home")
