"""/partners/<partner_id>/agreement/<agreement_id>/ — one agreement: sign, amend, end."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import agreement
from pumpurs.programme.partners.queries.card import agreement_in_sight
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page


class Signing(forms.Form):
    """The day on which both signed."""

    signed_on = forms.DateField(label=gettext_lazy("Signed by both on"), widget=DayInput())


class Amending(forms.Form):
    """Number, day, what changes; perhaps a new last day."""

    number = forms.CharField(label=gettext_lazy("Number of the amendment"), max_length=40)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DayInput())
    subject = forms.CharField(label=gettext_lazy("What changes, in one sentence"), max_length=300)
    until = forms.DateField(
        label=gettext_lazy("New last day"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("Leave empty if the term does not change."),
    )


class Ending(forms.Form):
    """The last day."""

    last_day = forms.DateField(label=gettext_lazy("Last day in force"), widget=DayInput())


FORMS: dict[str, type[forms.Form]] = {"sign": Signing, "amend": Amending, "end": Ending}


def show(request: HouseRequest, partner_id: UUID, agreement_id: UUID) -> HttpResponse:
    """The agreement with its amendments, and a form for each step that is open now."""
    card = agreement_in_sight(viewer=request.viewer, partner_id=partner_id, agreement_id=agreement_id)
    taken = request.POST.get("step", "")
    bound = {
        step: form(request.POST if taken == step else None, auto_id="id_%s") for step, form in FORMS.items()
    }
    for step, form in bound.items():
        if step != taken:
            form.auto_id = f"{step}_%s"
    return page(
        request,
        "partners/agreement/page.html",
        agreement=card,
        partner_id=partner_id,
        sign=bound["sign"] if "sign" in card.steps else None,
        amend=bound["amend"] if "amend" in card.steps else None,
        end=bound["end"] if "end" in card.steps else None,
        taken=taken,
        today=today(),
    )


def send(request: HouseRequest, partner_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Take the step that was sent."""
    step = request.POST.get("step", "")
    agreement_in_sight(viewer=request.viewer, partner_id=partner_id, agreement_id=agreement_id)
    if step not in FORMS:
        raise Http404
    given = checked(FORMS[step](request.POST)).cleaned_data
    if step == "sign":
        agreement.sign(agreement_id=agreement_id, viewer=request.viewer, **given)
        messages.success(request, _("The agreement is in force. Now its institutions can join."))
        return redirect("partners/one", partner_id)
    if step == "amend":
        agreement.amend(agreement_id=agreement_id, viewer=request.viewer, **given)
        messages.success(request, _("The amendment is recorded."))
    else:
        agreement.end(agreement_id=agreement_id, viewer=request.viewer, **given)
        messages.success(request, _("The agreement is ended, and its institutions leave with it."))
    return redirect("partners/agreement", partner_id, agreement_id)
