"""/journals/<batch_id>/ — what a journal file holds and would replace; take it in, put it aside, or undo it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.paging import page_number
from pumpurs.programme.alerts.actions.journals import ask_back, confirm, turn_away
from pumpurs.programme.alerts.queries.journals import doubts_about, months_of, one_batch, rejections_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words import in_words

MOVING = ("received", "confirmed", "undoing")


def show(request: HouseRequest, batch_id: UUID) -> HttpResponse:
    """Counts, months, rejected rows with their reasons."""
    viewer = request.viewer
    batch = one_batch(viewer=viewer, batch_id=batch_id)
    if batch.waits_for_columns:
        return redirect("journals/columns", batch_id)
    reasons = doubts_about(viewer=viewer, batch_id=batch_id) if batch.state == "checked" else batch.reasons
    rejections = rejections_of(viewer=viewer, batch_id=batch_id)
    number = page_number(request.GET.get("page"))
    return page(
        request,
        "journals/one/page.html",
        batch=batch,
        moving=batch.state in MOVING,
        months=months_of(viewer=viewer, batch_id=batch_id, page=number),
        rejections=[{"card": card, "text": in_words(card.reason)} for card in rejections.items],
        more_rejections=rejections.more,
        why=[in_words(reason) for reason in reasons],
    )


def send(request: HouseRequest, batch_id: UUID) -> HttpResponse:
    """Do what was pressed."""
    wanted, viewer = request.POST.get("do"), request.viewer
    if wanted == "confirm":
        confirm(batch_id=batch_id, viewer=viewer, now=now())
        messages.success(
            request, _("It is being taken in. If something is wrong, it can be undone as a whole.")
        )
    elif wanted == "undo":
        ask_back(batch_id=batch_id, viewer=viewer, now=now())
        messages.success(request, _("It is being undone: these months become as they were before this file."))
    elif wanted == "drop":
        turn_away(batch_id=batch_id, reasons=[Reason("journal.not_wanted")], viewer=viewer, now=now())
        messages.success(request, _("Put aside. Nothing was changed."))
    else:
        raise Refused(Reason("journal.nothing_chosen"))
    return redirect("journals/one", batch_id)
