"""/samples/records/<item_id>/ — one drawn record: evidence, what was found, what followed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.reporting.actions import samples as acts
from pumpurs.programme.reporting.queries.samples import one_drawn
from pumpurs.values.money import eur
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.words import in_words


def show(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """The record; after a refusal what was written stands where it was written."""
    found = one_drawn(viewer=request.viewer, item_id=item_id)
    return page(
        request,
        "samples/drawn/page.html",
        found=found,
        left_to_others=dict.fromkeys(in_words(one) for one in found.left_to_others),
        card=found.card,
        crumbs=[
            {"url": "/samples/", "label": _("Samples")},
            {"url": f"/samples/{found.card.sample_id}/", "label": _("One sample")},
            {"label": _("Drawn record")},
        ],
        behind=f"/work/sheets/{found.card.record_id}/"
        if found.card.kind == "sheet"
        else f"/compensations/{found.card.record_id}/",
        manager=request.viewer.role is Role.PROGRAMME_MANAGER,
        note=request.POST.get("note", ""),
        ineligible=request.POST.get("ineligible_eur", "0,00"),
        wrong=faults_by_place(request),
    )


def send(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Attach evidence, write the finding down, or follow it up."""
    viewer, step, note = request.viewer, request.POST.get("step", ""), request.POST.get("note", "")
    if step == "add_evidence":
        file = request.FILES.get("scan")
        content = file.read() if file is not None else b""
        acts.add_evidence(item_id=item_id, content=content, viewer=viewer, now=now())
        messages.success(request, _("Attached. It is kept sealed, under its hash."))
    elif step == "check":
        amount = eur(request.POST.get("ineligible_eur", ""), place="id_ineligible_eur")
        acts.check(item_id=item_id, finding=note, ineligible_eur=amount, viewer=viewer, now=now())
        messages.success(request, _("Written down."))
    elif step == "follow_up":
        said_so = request.POST.get("said_so") == "yes"
        acts.follow_up(item_id=item_id, note=note, said_so=said_so, viewer=viewer, now=now())
        messages.success(request, _("Written down. The record is done."))
    else:
        raise Refused(Reason("drawn_record.no_such_step"))
    return redirect("samples/drawn", item_id)
