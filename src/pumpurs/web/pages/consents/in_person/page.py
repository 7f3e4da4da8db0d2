"""/consents/in_person/<learner_id>/ — on the teacher's tablet: the family reads, chooses, types its name."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.consents.actions import recording
from pumpurs.programme.consents.queries import staff
from pumpurs.rulebook import consent_texts
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.consents.asking import Signing


class InPerson(Signing):
    """What the family chooses; a no needs no name."""

    answer = forms.ChoiceField(
        choices=[("yes", "yes"), ("no", "no")], widget=forms.RadioSelect, required=False
    )

    def __init__(self, learner: staff.LearnerToAsk, data: QueryDict | None = None) -> None:
        super().__init__(learner, data)
        self.fields["signer_name"].required = False


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The text in plain words, the choices, and a place for the name."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    language = get_language() or "lv"
    consent = consent_texts.version_on("consent", today())
    application = consent_texts.version_on("application", today())
    points = [
        {"title": point.title.in_language(language), "text": point.text.in_language(language)}
        for point in consent.points
        if point.page != "end"
    ]
    sentences = [
        (one.agree_adult if learner.adult else one.agree).in_language(language)
        for one, asked in ((consent, not learner.consent_valid), (application, not learner.application_valid))
        if asked
    ]
    return page(
        request,
        "consents/in_person/page.html",
        learner=learner,
        form=InPerson(learner, request.POST or None),
        points=points,
        sentences=sentences,
        answer=request.POST.get("answer", ""),
    )


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Record the yes with its name, or the no without one."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    form = checked(InPerson(learner, request.POST))
    answer = form.cleaned_data["answer"]
    if answer not in ("yes", "no"):
        raise Refused(Reason("family.consent.nothing_chosen", place="answer"))
    record = recording.record_in_person if answer == "yes" else recording.record_refusal
    consent_id = record(learner_id=learner_id, given=form.given(), viewer=request.viewer, now=now())
    messages.success(request, _("The answer of the family is recorded."))
    return redirect("consents/one", consent_id or learner.consent_id)
