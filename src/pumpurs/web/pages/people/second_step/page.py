"""/people/<appointment_id>/second-step/ — somebody has lost the second step of sign-in: it is taken away."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import today
from pumpurs.programme.people.queries.staff import person_in_sight
from pumpurs.programme.people.rules import HOW_PERSON_WAS_KNOWN, WHY_SECOND_STEP_GOES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.signin.reset import reset_second_step
from pumpurs.web.signin.second_factor import factors_of

NOT_CHOSEN = ("", "–")
WHY = {
    "lost": gettext_lazy("Phone or passkey is lost"),
    "broken": gettext_lazy("Phone or passkey is broken"),
    "stolen": gettext_lazy("Phone or passkey was stolen"),
    "replaced": gettext_lazy("There is a new phone, the old one is gone"),
}
KNOWN = {
    "in_person": gettext_lazy("The person stands before me"),
    "called_back": gettext_lazy("I called back on a number that I know"),
}


class TakingAway(forms.Form):
    """Why it goes, and how the viewer knows that it is really this person who asks."""

    why = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[NOT_CHOSEN, *((key, WHY[key]) for key in WHY_SECOND_STEP_GOES)],
    )
    known = forms.ChoiceField(
        label=gettext_lazy("How do you know that it is really this person who asks?"),
        help_text=gettext_lazy("Not from an e-mail or a call alone: call back on a number that you know."),
        choices=[NOT_CHOSEN, *((key, KNOWN[key]) for key in HOW_PERSON_WAS_KNOWN)],
    )


def show(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """What will happen, and the form if this viewer may."""
    person = person_in_sight(viewer=request.viewer, appointment_id=appointment_id, today=today())
    form = TakingAway(request.POST or None) if person.may_reset_second_step else None
    has_one = factors_of(person.account_id).any
    return page(request, "people/second_step/page.html", person=person, form=form, has_one=has_one)


def send(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """Take it away."""
    given = checked(TakingAway(request.POST)).cleaned_data
    reset_second_step(appointment_id=appointment_id, viewer=request.viewer, today=today(), **given)
    messages.success(
        request, _("The second step is gone. The person is told by e-mail and sets up a new one at sign-in.")
    )
    return redirect("people/one", appointment_id)
