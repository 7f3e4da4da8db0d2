"""/consents/<consent_id>/withdraw/ — note that the family withdrew, on paper or by word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.files import SCAN_LIMIT_BYTES
from pumpurs.programme.consents.actions import recording
from pumpurs.programme.consents.queries import staff
from pumpurs.programme.consents.rules import SELF
from pumpurs.programme.plans.queries.handover import FINISHED
from pumpurs.programme.plans.queries.lists import plans_of_learner
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.words import label


class Withdrawal(forms.Form):
    """Who withdrew, from which day, and the paper if there is one."""

    who = forms.ChoiceField(label=gettext_lazy("Who withdrew"))

    day = forms.DateField(
        label=gettext_lazy("Withdrawn from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scan = forms.FileField(label=gettext_lazy("Scan of the paper"), required=False)

    def __init__(self, learner: staff.LearnerToAsk, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        known = [
            (str(one), f"{name} ({label('relation', kind)})") for one, name, kind, _mail in learner.guardians
        ]
        itself = (SELF, _("%(name)s (the learner)") % {"name": learner.learner})
        who.choices = [itself] if learner.adult else [*known, itself]


def show(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """What a withdrawal means, and its day."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=card.learner_id, now=now())
    plans = plans_of_learner(viewer=request.viewer, learner_id=card.learner_id)
    return page(
        request,
        "consents/withdraw/page.html",
        card=card,
        form=Withdrawal(learner, request.POST or None, initial={"day": today()}),
        plans=[plan for plan in plans if plan.state not in FINISHED],
    )


def send(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Note it."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=card.learner_id, now=now())
    form = checked(Withdrawal(learner, request.POST, request.FILES))
    file, who = form.cleaned_data["scan"], form.cleaned_data["who"]
    recording.record_withdrawal(
        consent_id=consent_id,
        who=None if who == SELF else UUID(who),
        day=form.cleaned_data["day"],
        scan=file.read(SCAN_LIMIT_BYTES + 1) if file else None,
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The withdrawal is noted. No new support is given from that day."))
    return redirect("consents/one", consent_id)
