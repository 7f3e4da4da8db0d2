"""/alerts/models/<model_id>/ — a model's card: purpose, data, figures, limits, groups, how to contest; on and off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.alerts.actions.models import switch_off, switch_on
from pumpurs.programme.alerts.queries.models import one_model
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.card import limits, purpose, told, why


def show(request: HouseRequest, model_id: UUID) -> HttpResponse:
    """The card."""
    found = one_model(viewer=request.viewer, model_id=model_id)
    own_first = sorted(found.card["reports"], key=lambda one: one["name"] != "own")
    return page(
        request,
        "alerts/model/page.html",
        found=found,
        model=found.line,
        parts=purpose(),
        limits=limits(),
        why=why(found.card),
        reports=[told(one) for one in own_first],
        is_national=request.viewer.reach.national,
        written=request.POST.get("why", ""),
    )


def send(request: HouseRequest, model_id: UUID) -> HttpResponse:
    """Switch it on or off."""
    step, viewer = request.POST.get("step", ""), request.viewer
    if step == "switch_on":
        switch_on(model_id=model_id, was_read=request.POST.get("read") == "yes", viewer=viewer, now=now())
        messages.success(request, _("The model is on. From the next night it orders the lists."))
    elif step == "switch_off":
        switch_off(model_id=model_id, why=request.POST.get("why", ""), viewer=viewer, now=now())
        messages.success(request, _("The model is off. The lists stand in the order of the rules."))
    else:
        raise Refused(Reason("model.no_such_step"))
    return redirect("alerts/model", model_id)
