"""/alerts/<alert_id>/ — one alert: its facts in sentences, what it suggests to think of, and what to do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.alerts.queries.alerts import one_alert
from pumpurs.programme.alerts.queries.duty import notice_of_alert
from pumpurs.programme.alerts.queries.freshness import freshness_of
from pumpurs.programme.alerts.queries.models import model_in_use
from pumpurs.programme.plans.actions.from_alert import open_plan
from pumpurs.programme.plans.queries.lists import beginning_of
from pumpurs.rulebook import calendar
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import lv_date
from pumpurs.web.words import label
from pumpurs.web.words.facts import fact_in_words
from pumpurs.web.words.points import score_in_words
from pumpurs.web.words.records import records_in_words

ICONS = {
    "look": "eye",
    "talk": "comment",
    "plan": "sprout",
    "draft": "sprout",
    "set_aside": "pause",
    "take_back": "history",
    "clear": "check",
    "disagree": "cross-circle",
    "report": "send",
}


class Until(forms.Form):
    """Why it can wait, and until when."""

    note = forms.CharField(required=False)
    until = forms.DateField(label=gettext_lazy("Until which day"), required=False, widget=DayInput())


def show(request: HouseRequest, alert_id: UUID) -> HttpResponse:
    """The alert. After a refusal what was written stands where it was written."""
    found = one_alert(viewer=request.viewer, alert_id=alert_id, today=today())
    step = request.POST.get("step", "")
    semester = str(calendar.current_semester(today()))
    begun = beginning_of(viewer=request.viewer, learner_id=found.line.learner_id, semester=semester)
    form = Until(request.POST if step == "set_aside" else None)
    model = model_in_use(viewer=request.viewer) if found.score else None
    return page(
        request,
        "alerts/one/page.html",
        found=found,
        line=found.line,
        facts=[fact_in_words(one) for one in found.line.facts],
        records=records_in_words(found.records) if found.records else None,
        score=score_in_words(found.score) if found.score else None,
        model_id=model.id if model else None,
        notice_id=notice_of_alert(viewer=request.viewer, alert_id=alert_id),
        fresh=freshness_of(viewer=request.viewer, institution_id=found.institution_id, today=today()),
        plan_there=begun.past_draft,
        may_resume=begun.may_resume,
        events=[
            {
                "icon": ICONS.get(one.step, "clock"), "what": label("alert_step", one.step), "text": one.note,
                "at": one.at, "who": one.by, "until": one.until,
            }
            for one in found.steps
        ],
        form=form,
        written={step: request.POST.get("note", "")},
        wrong=faults_by_place(request, form),
    )  # fmt: skip


def _disagreed(silent_until: date | None) -> str:
    """What comes of a disagreement, as it is."""
    if silent_until is None:
        told = _("Kept. The head reads your reason on the notice; the alert stays open.")
    else:
        told = _("Kept. The alert is silent until %(day)s, unless it gets worse.") % {
            "day": lv_date(silent_until)
        }
    return f"{told} " + _(
        "Who keeps the rules sees how often people disagree with each rule, not your words and nobody's name."
    )


def send(request: HouseRequest, alert_id: UUID) -> HttpResponse:
    """Take one step."""
    viewer, step, note = request.viewer, request.POST.get("step", ""), request.POST.get("note", "")
    if step == "plan":
        semester = calendar.current_semester(today())
        plan_id = open_plan(alert_id=alert_id, semester=semester, viewer=viewer, now=now())
        messages.success(
            request, _("A draft plan is open. Judge the risks together with the learner and the family.")
        )
        return redirect("plans/write", plan_id)
    if step == "look":
        acts.look(alert_id=alert_id, viewer=viewer, now=now())
        messages.success(request, _("Noted: you have looked at it."))
    elif step == "talk":
        acts.talk(alert_id=alert_id, note=note, viewer=viewer, now=now())
        messages.success(request, _("The talk is noted."))
    elif step == "set_aside":
        until = checked(Until(request.POST)).cleaned_data["until"]
        acts.set_aside(alert_id=alert_id, until=until, note=note, viewer=viewer, today=today(), now=now())
        messages.success(request, _("Set aside. It comes back on that day, or earlier if it gets worse."))
    elif step == "take_back":
        acts.take_back(alert_id=alert_id, viewer=viewer, now=now())
        messages.success(request, _("It is back on the list."))
    elif step == "disagree":
        silent = acts.disagree(alert_id=alert_id, note=note, viewer=viewer, today=today(), now=now())
        messages.success(request, _disagreed(silent))
    else:
        raise Refused(Reason("alert.no_such_step"))
    return redirect("alerts/home")
