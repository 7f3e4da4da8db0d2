"""/partners/<partner_id>/prepare/ — a cooperation agreement is prepared."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import agreement
from pumpurs.programme.partners.queries.card import partner_card
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page


class Preparation(forms.Form):
    """Number, days, and who signs on both sides."""

    number = forms.CharField(
        label=gettext_lazy("Number of the agreement"),
        max_length=40,
        help_text=gettext_lazy("As in the register, for instance P6-13/134-2019."),
    )
    since = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput())
    until = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput(), required=False)
    partner_signatory = forms.CharField(
        label=gettext_lazy("Who signs for the partner"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Name, family name and office."),
    )
    programme_signatory = forms.CharField(
        label=gettext_lazy("Who signs for the programme"), max_length=120, required=False
    )


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """The form."""
    card = partner_card(viewer=request.viewer, partner_id=partner_id, today=today())
    form = Preparation(request.POST or None, initial={"since": today()})
    return page(request, "partners/prepare/page.html", partner=card, form=form)


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Prepare it and go on to signing."""
    given = checked(Preparation(request.POST)).cleaned_data
    made = agreement.prepare(partner_id=partner_id, viewer=request.viewer, **given)
    messages.success(request, _("The agreement is prepared. It is in force once it is signed."))
    return redirect("partners/agreement", partner_id, made)
