"""/learners/<learner_id>/refer/ — refer the case to a social service or another strategic partner, or end that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.learners.actions import refer
from pumpurs.programme.learners.queries.referrals import ReferPage, refer_page
from pumpurs.rulebook.vocabulary import strategic_partner_kinds
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page


class Case(forms.Form):
    """To whom, why, from which to which day."""

    strategic_partner = forms.TypedChoiceField(label=gettext_lazy("To whom"), coerce=UUID)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What help is needed. Write only what they must know to begin."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())

    def __init__(self, found: ReferPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lv"
        chosen = self.fields["strategic_partner"]
        assert isinstance(chosen, forms.ChoiceField)
        named = strategic_partner_kinds.term
        chosen.choices = [("", "–")] + [
            (str(one), f"{name} ({named(kind).name.in_language(language)})")
            for one, name, kind in found.choices
        ]


def _read(request: HouseRequest, learner_id: UUID) -> ReferPage:
    number = page_number(request.GET.get("page"))
    return refer_page(viewer=request.viewer, learner_id=learner_id, today=today(), number=number)


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """To whom the case is referred, and a form for one more."""
    found = _read(request, learner_id)
    given = request.POST if request.POST.get("step") == "refer" else None
    return page(
        request,
        "learners/refer/page.html",
        found=found,
        form=Case(found, given, initial={"first_day": today()}),
        keeps_list=request.viewer.role is Role.MUNICIPAL_COORDINATOR,
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Refer, or end."""
    found = _read(request, learner_id)
    if request.POST.get("step") == "refer":
        given = checked(Case(found, request.POST)).cleaned_data
        refer.refer(
            learner_id=learner_id,
            strategic_partner_id=given["strategic_partner"],
            reason=given["reason"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            viewer=request.viewer,
            today=today(),
        )
        messages.success(request, _("Referred. They see this learner from the first to the last day."))
        return redirect("learners/refer", learner_id)
    ending = next((one for one in found.referrals.items if str(one.id) == request.POST.get("end")), None)
    if ending is None:
        raise Http404
    refer.end_referral(referral_id=ending.id, viewer=request.viewer, today=today())
    messages.success(request, _("Ended: from now on they no longer see this learner."))
    return redirect("learners/refer", learner_id)
