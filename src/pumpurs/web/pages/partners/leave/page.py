"""/partners/leave/<participation_id>/ — an institution leaves."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import institutions
from pumpurs.programme.partners.queries.card import participation_in_sight
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page


class Leaving(forms.Form):
    """The last day of taking part."""

    last_day = forms.DateField(label=gettext_lazy("Last day of taking part"), widget=DayInput())


def show(request: HouseRequest, participation_id: UUID) -> HttpResponse:
    """Which institution, and the day."""
    card = participation_in_sight(viewer=request.viewer, participation_id=participation_id)
    form = Leaving(request.POST or None, initial={"last_day": today()})
    return page(request, "partners/leave/page.html", leaving=card, form=form)


def send(request: HouseRequest, participation_id: UUID) -> HttpResponse:
    """It leaves on that day."""
    card = participation_in_sight(viewer=request.viewer, participation_id=participation_id)
    given = checked(Leaving(request.POST)).cleaned_data
    institutions.leave(participation_id=participation_id, viewer=request.viewer, **given)
    messages.success(request, _("Recorded: the institution leaves."))
    return redirect("partners/one", card.partner_id)
