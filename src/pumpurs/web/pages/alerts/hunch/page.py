"""/alerts/hunch/<learner_id>/ — an adult at the school noticed something that no journal shows."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.learners.queries.one import learner_card
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page


class Hunch(forms.Form):
    """What was noticed."""

    text = forms.CharField(
        label=gettext_lazy("What did you notice?"),
        help_text=gettext_lazy(
            "A sentence or two: what you saw or heard, when. No diagnosis, no guess about the family."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The form."""
    card = learner_card(viewer=request.viewer, learner_id=learner_id)
    return page(request, "alerts/hunch/page.html", card=card, form=Hunch(request.POST or None))


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Note it."""
    text = checked(Hunch(request.POST)).cleaned_data["text"]
    acts.note_hunch(learner_id=learner_id, text=text, viewer=request.viewer, today=today(), now=now())
    messages.success(request, _("Noted. It stands on the list of alerts until somebody looks at it."))
    return redirect("learners/one", learner_id)
