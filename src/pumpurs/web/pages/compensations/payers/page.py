"""/compensations/payers/<learner_id>/ — who else pays for a learner, so that nothing is paid twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import NOBODY
from pumpurs.programme.compensations.actions.others import end_other_payer, tell_other_payer
from pumpurs.programme.compensations.queries.claimable import payers_of
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.compensations.forms import Payer

A_DAY = timedelta(days=1)


class Ending(forms.Form):
    """The last day of one who is noted."""

    last = forms.DateField(label=gettext_lazy("Last day"))
    why = forms.CharField(label=gettext_lazy("Why it ends"), required=False, max_length=300)


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Who is noted, and a place for another."""
    learner = payers_of(viewer=request.viewer, learner_id=learner_id)
    ending = request.POST.get("ending", "")
    form = Payer(None if ending else request.POST or None)
    faults_by_place(request, form)
    return page(request, "compensations/payers/page.html", learner=learner, form=form, ending=ending)


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Note it, or until when one of them pays."""
    if ending := request.POST.get("ending"):
        return _end(request, learner_id, known_id(ending) or NOBODY)
    given = checked(Payer(request.POST)).cleaned_data
    tell_other_payer(
        learner_id=learner_id,
        kind=given["kind"],
        payer=given["payer"],
        since=given["since"],
        until=given["last"] + A_DAY if given["last"] else None,
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("Noted. The programme does not pay the same in these periods."))
    return redirect("compensations/payers", learner_id)


def _end(request: HouseRequest, learner_id: UUID, note_id: UUID) -> HttpResponse:
    given = checked(Ending(request.POST, auto_id=f"%s-{note_id}")).cleaned_data
    end_other_payer(
        learner_id=learner_id,
        note_id=note_id,
        until=given["last"] + A_DAY,
        why=given["why"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The last day is noted."))
    return redirect("compensations/payers", learner_id)
