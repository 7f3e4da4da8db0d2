"""/consents/paper/<learner_id>/ — record a consent and application signed on paper, with their scan."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.files import SCAN_LIMIT_BYTES
from pumpurs.programme.consents.actions import recording
from pumpurs.programme.consents.queries import staff
from pumpurs.programme.consents.queries.staff import LearnerToAsk
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.consents.asking import Signing


class Paper(Signing):
    """What stands on the paper."""

    signed_on = forms.DateField(
        label=gettext_lazy("Day of signature"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, learner: LearnerToAsk, data: QueryDict | None = None) -> None:
        super().__init__(learner, data)
        self.initial["signed_on"] = today()


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The form, in the order of the paper."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    return page(
        request, "consents/paper/page.html", learner=learner, form=Paper(learner, request.POST or None)
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Record; the scan is kept sealed."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    form = checked(Paper(learner, request.POST))
    file = request.FILES.get("scan")
    consent_id = recording.record_on_paper(
        learner_id=learner_id,
        given=form.given(),
        signed_on=form.cleaned_data["signed_on"],
        scan=file.read(SCAN_LIMIT_BYTES + 1) if file else b"",
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The signed papers are recorded."))
    return redirect("consents/one", consent_id or learner.consent_id)
