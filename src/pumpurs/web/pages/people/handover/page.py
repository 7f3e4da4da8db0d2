"""/people/<appointment_id>/handover/ — a leaver's cases, plans and role go to a colleague, with a preview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import today
from pumpurs.programme.people.queries.staff import StaffRow
from pumpurs.programme.plans.actions.handover import hand_over
from pumpurs.programme.plans.queries.handover import HandoverPage, handover_page
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page
from pumpurs.web.words import label


class HandingOver(forms.Form):
    """To whom, from when; with a last day it is for an absence only."""

    colleague = forms.TypedChoiceField(label=gettext_lazy("To whom"), coerce=UUID)
    first_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    last_day = forms.DateField(
        label=gettext_lazy("To"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy(
            "Leave empty if it is for good. With a day the colleague is a deputy until then."
        ),
    )

    def __init__(self, *args: Any, colleagues: tuple[StaffRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", "–"),
            *((str(one.id), f"{one.name} ({label('role', one.role)})") for one in colleagues),
        ]


def _read(request: HouseRequest, appointment_id: UUID) -> HandoverPage:
    return handover_page(viewer=request.viewer, appointment_id=appointment_id, today=today())


def show(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """What is in this person's hands, and who could take it."""
    found = _read(request, appointment_id)
    form = HandingOver(request.POST or None, colleagues=found.colleagues, initial={"first_day": today()})
    return page(request, "people/handover/page.html", handing=found, form=form)


def send(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """All of it goes over in one go."""
    found = _read(request, appointment_id)
    given = checked(HandingOver(request.POST, colleagues=found.colleagues)).cleaned_data
    moved = hand_over(
        appointment_id=appointment_id,
        colleague_id=given["colleague"],
        first_day=given["first_day"],
        last_day=given["last_day"],
        viewer=request.viewer,
        today=today(),
    )
    text = _("Handed over: %(cares)d learners and classes, %(plans)d plans.")
    messages.success(request, text % {"cares": moved.cares, "plans": moved.plans})
    return redirect("people/one", moved.appointment_id)
