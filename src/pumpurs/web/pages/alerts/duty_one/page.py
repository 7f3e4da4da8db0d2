"""/alerts/duty/<notice_id>/ — one notice of absence: what the journal shows, what was done, who takes the next step."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.actions import duty as acts
from pumpurs.programme.alerts.queries.duty import NoticePage, one_notice
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import lv_time
from pumpurs.web.words import in_words
from pumpurs.web.words.labels import BROUGHT_IN

SIGNING = ("write", "send")


class Signing(forms.Form):
    """What the school did before it tells the municipality."""

    family_told_on = forms.DateField(
        label=gettext_lazy("When the family was told"),
        help_text=gettext_lazy("Of a child outside a family: the guardian, foster family or institution."),
        required=False,
        widget=DayInput(),
    )
    cause = forms.CharField(
        label=gettext_lazy("What was done to find the cause, and why it is not clear"),
        help_text=gettext_lazy("Calls, talks, visits, with days. No diagnosis, no guess."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    counted_again = forms.BooleanField(
        label=gettext_lazy("I have counted in the journal itself: the lessons are still above the limit."),
        required=False,
    )


def show(request: HouseRequest, notice_id: UUID) -> HttpResponse:
    """The notice. After a refusal what was written stands where it was written."""
    found = one_notice(viewer=request.viewer, notice_id=notice_id, today=today())
    step = request.POST.get("step", "")
    kept = {"family_told_on": found.family_told_on, "cause": found.cause}
    marked = request.POST.getlist("brought_in")
    form = Signing(request.POST if step in SIGNING else None, initial=kept)
    return page(
        request,
        "alerts/duty_one/page.html",
        found=found,
        line=found.line,
        form=form,
        wrong=faults_by_place(request, form),
        newer=in_words(found.newer.reason) if found.newer else "",
        written={step: request.POST.get("outcome", "")},
        brought_in=[
            {"value": code, "label": text, "selected": code in marked} for code, text in BROUGHT_IN.items()
        ],
        steps=_steps(found),
    )


def _steps(found: NoticePage) -> list[dict[str, object]]:
    """The way of a notice, with who took each step and when."""
    way: list[tuple[str, str, datetime | None, str]] = [
        ("prepared", _("Prepared at night"), found.prepared_at, ""),
        ("sent", _("Signed and sent by the head"), found.sent_at, found.sent_by),
        ("received", _("Received by the municipality"), found.received_at, found.received_by),
        ("answered", _("Answered"), found.ended_at, found.ended_by),
    ]
    if found.line.state == "not_needed":
        who = found.ended_by or _("the night")
        way[1:] = [("not_needed", _("No notice was needed"), found.ended_at, who)]
    done = [name for name, _text, at, _who in way if at]
    return [
        {
            "role": text, "who": who, "at": lv_time(at) if at else "", "age": "",
            "state": "done" if at else "now" if len(done) == place else "next",
        }
        for place, (_name, text, at, who) in enumerate(way)
    ]  # fmt: skip


def send(request: HouseRequest, notice_id: UUID) -> HttpResponse:
    """Take one step."""
    viewer, step, text = request.viewer, request.POST.get("step", ""), request.POST.get("outcome", "")
    if step in SIGNING:
        given = checked(Signing(request.POST)).cleaned_data
        if step == "write":
            del given["counted_again"]
            acts.write(notice_id=notice_id, viewer=viewer, now=now(), **given)
            messages.success(request, _("Kept. The head signs and sends."))
        else:
            acts.send(notice_id=notice_id, viewer=viewer, today=today(), now=now(), **given)
            messages.success(request, _("Signed and sent. The answer comes to this page."))
    elif step == "clear":
        acts.clear(notice_id=notice_id, why=text, viewer=viewer, now=now())
        messages.success(request, _("Kept with your reason. No notice is sent."))
    elif step == "receive":
        acts.receive(notice_id=notice_id, viewer=viewer, now=now())
        messages.success(request, _("The school sees that you have it."))
    elif step == "answer":
        chosen = request.POST.getlist("brought_in")
        acts.answer(notice_id=notice_id, outcome=text, brought_in=chosen, viewer=viewer, now=now())
        messages.success(request, _("Answered. The school has been told."))
    else:
        raise Refused(Reason("duty.no_such_step"))
    return redirect("alerts/duty_one", notice_id)
