"""/partners/<partner_id>/institution/ — an institution of a partner is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import institutions
from pumpurs.programme.partners.queries.card import partner_card
from pumpurs.rulebook import institution_kinds
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page


class NewInstitution(forms.Form):
    """Name, kind, and the code that rosters use."""

    name = forms.CharField(label=gettext_lazy("Name of the institution"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    source_code = forms.CharField(
        label=gettext_lazy("Code in rosters"),
        max_length=64,
        help_text=gettext_lazy("The school's journal exports it as the identifier of the institution."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        language = get_language() or "lv"
        kind.choices = [
            (one.key, one.name.in_language(language)) for one in institution_kinds.kinds_on(today())
        ]


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """The form."""
    card = partner_card(viewer=request.viewer, partner_id=partner_id, today=today())
    return page(
        request, "partners/institution/page.html", partner=card, form=NewInstitution(request.POST or None)
    )


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Record it."""
    given = checked(NewInstitution(request.POST)).cleaned_data
    institutions.record(partner_id=partner_id, today=today(), viewer=request.viewer, **given)
    messages.success(request, _("The institution is recorded. It takes part once it joins."))
    return redirect("partners/one", partner_id)
