"""/partners/<partner_id>/join/ — institutions of a partner join from a day on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import institutions
from pumpurs.programme.partners.queries.card import PartnerCard, partner_card
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page


class Joining(forms.Form):
    """Which institutions and since when."""

    since = forms.DateField(label=gettext_lazy("They take part from"), widget=DayInput())
    institutions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Institutions that do not take part yet"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Mark at least one institution.")},
    )

    def __init__(self, *args: Any, partner: PartnerCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institutions"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.id), one.name) for one in partner.institutions if not one.takes_part]


def _partner(request: HouseRequest, partner_id: UUID) -> PartnerCard:
    card = partner_card(viewer=request.viewer, partner_id=partner_id, today=today())
    if card.in_force is None or card.in_force.inherited:
        raise Http404
    return card


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Institutions to mark and a day."""
    card = _partner(request, partner_id)
    form = Joining(request.POST or None, partner=card, initial={"since": today()})
    waiting = [one for one in card.institutions if not one.takes_part]
    return page(request, "partners/join/page.html", partner=card, form=form, waiting=waiting)


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """They join, all or none."""
    card = _partner(request, partner_id)
    assert card.in_force is not None  # `_partner` saw to it
    given = checked(Joining(request.POST, partner=card)).cleaned_data
    joined = institutions.join(
        agreement_id=card.in_force.id,
        institution_ids=given["institutions"],
        since=given["since"],
        viewer=request.viewer,
    )
    text = ngettext("%(n)d institution joins.", "%(n)d institutions join.", joined) % {"n": joined}
    messages.success(request, text)
    return redirect("partners/one", partner_id)
