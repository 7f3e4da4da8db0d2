"""/consents/<consent_id>/withdraw/ — note that the family withdrew, on paper or by word."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.programme.consents.actions import recording
from pumpurs.programme.consents.queries import staff
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page


class Withdrawal(forms.Form):
    """From which day, and the paper if there is one."""

    day = forms.DateField(
        label=gettext_lazy("Withdrawn from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scan = forms.FileField(label=gettext_lazy("Scan of the paper"), required=False)


def show(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """What a withdrawal means, and its day."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    form = Withdrawal(request.POST or None, initial={"day": today()})
    return page(request, "consents/withdraw/page.html", card=card, form=form)


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Note it."""
    form = checked(Withdrawal(request.POST, request.FILES))
    file = form.cleaned_data["scan"]
    recording.record_withdrawal(
        consent_id=consent_id,
        day=form.cleaned_data["day"],
        scan=file.read() if file else None,
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The withdrawal is noted. No new support is given from that day."))
    return redirect("consents/one", consent_id)
