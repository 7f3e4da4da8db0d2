"""/compensations/payers/<learner_id>/ — who else pays for a learner, so that nothing is paid twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.compensations.actions.others import tell_other_payer
from pumpurs.programme.compensations.queries.claimable import payers_of
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.compensations.forms import Payer

A_DAY = timedelta(days=1)


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Who is noted, and a place for another."""
    learner = payers_of(viewer=request.viewer, learner_id=learner_id)
    form = Payer(request.POST or None)
    faults_by_place(request, form)
    return page(request, "compensations/payers/page.html", learner=learner, form=form)


def send(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """Note it."""
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
