"""/people/<appointment_id>/cares/ — the head says which learners and classes a plan author cares for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.learners.actions import care
from pumpurs.programme.learners.queries.cares import cares_page
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """Whom she cares for; classes to add; learners found by name."""
    search = request.GET.get("q", "")[:80]
    number = page_number(request.GET.get("page"))
    found = cares_page(
        viewer=request.viewer, appointment_id=appointment_id, today=today(), search=search, number=number
    )
    return page(request, "people/cares/page.html", found=found, search=search)


def _ids(values: list[str]) -> list[UUID]:
    try:
        return [UUID(value) for value in values]
    except ValueError as fault:
        raise Http404 from fault


def send(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """Give into care, or release."""
    if release := request.POST.get("release"):
        care.release(care_id=_ids([release])[0], today=today(), viewer=request.viewer)
        messages.success(request, _("Released: from now on this is out of sight."))
        return redirect("people/cares", appointment_id)
    added = care.assign(
        appointment_id=appointment_id,
        learner_ids=_ids(request.POST.getlist("learner")),
        class_ids=_ids(request.POST.getlist("class")),
        today=today(),
        viewer=request.viewer,
    )
    messages.success(request, ngettext("%(n)d added.", "%(n)d added.", added) % {"n": added})
    return redirect("people/cares", appointment_id)
