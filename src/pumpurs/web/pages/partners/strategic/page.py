"""/partners/<partner_id>/strategic/ — whom a partner works with: add and remove."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import strategic
from pumpurs.programme.partners.queries.card import partner_card
from pumpurs.rulebook.vocabulary import strategic_partner_kinds
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page


class NewStrategicPartner(forms.Form):
    """Kind, name, and whom to speak with."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=120, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        language = get_language() or "lv"
        known = strategic_partner_kinds.on(today())
        kind.choices = [(one.key, one.name.in_language(language)) for one in known]


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Those there are, and a form for one more."""
    card = partner_card(viewer=request.viewer, partner_id=partner_id, today=today())
    if not card.may_keep_contacts:
        raise PermissionDenied
    adding = request.POST if request.POST.get("step") == "add" else None
    return page(request, "partners/strategic/page.html", partner=card, form=NewStrategicPartner(adding))


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Add one, or remove one."""
    card = partner_card(viewer=request.viewer, partner_id=partner_id, today=today())
    if request.POST.get("step") == "add":
        given = checked(NewStrategicPartner(request.POST)).cleaned_data
        strategic.add(partner_id=partner_id, today=today(), viewer=request.viewer, **given)
        messages.success(request, _("Added."))
    else:
        wanted = request.POST.get("remove", "")
        row = next((one for one in card.strategic_partners if str(one.id) == wanted), None)
        if row is None:
            raise Http404
        strategic.remove(strategic_partner_id=row.id, viewer=request.viewer)
        messages.success(request, _("Removed."))
    return redirect("partners/strategic", partner_id)
