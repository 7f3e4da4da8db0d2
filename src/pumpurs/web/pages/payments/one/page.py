"""/payments/<list_id>/ — one batch with its payments: take out, dissolve, give to the bank, confirm by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.actions import batches, settling
from pumpurs.programme.compensations.queries.batches import BatchCard, one_batch
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.frame.templatetags.house import lv_time
from pumpurs.web.pages.payments.forms import PaidOn, later_bank_day
from pumpurs.web.words import label


def show(request: HouseRequest, list_id: UUID) -> HttpResponse:
    """The batch, where it is on its way, and a page of its payments."""
    found = one_batch(
        viewer=request.viewer, batch_id=list_id, page=page_number(request.GET.get("page")), today=today()
    )
    confirming = request.POST.get("do") == "confirm"
    paid = PaidOn(request.POST if confirming else None, initial={"paid_on": today()})
    faults_by_place(request, paid)
    return page(
        request,
        "payments/one/page.html",
        batch=found,
        day=paid,
        confirming=confirming,
        bank_day=later_bank_day(found.card.pays_on) if found.card.state == "drafted" else None,
        picked=frozenset(request.POST.getlist("pick")),
        confirm=[{"label": _("Paid: what is marked"), "name": "do", "value": "confirm", "icon": "check"}],
        steps=_way(found.card),
    )


WAY = ("drafted", "signed", "sent", "settled")


def _way(card: BatchCard) -> list[dict[str, str]]:
    """The stations of the batch's way, as the stepper draws them: each reached one with its time and hand."""
    reached = (card.drafted_at, card.signed_at, card.sent_at, card.settled_at)
    who = (card.drafted_by, card.signed_by, "", "")
    steps: list[dict[str, str]] = []
    for name, at, by in zip(WAY, reached, who, strict=True):
        here = at is None and all(one["state"] == "done" for one in steps)
        state = "done" if at else "now" if here else "next"
        since = steps[-1]["at"] if here else ""
        steps.append(
            {"role": label("batch", name), "who": by, "state": state, "at": lv_time(at), "since": since}
        )
    return steps


def send(request: HouseRequest, list_id: UUID) -> HttpResponse:
    """Do what was pressed."""
    viewer, wanted = request.viewer, request.POST.get("do")
    if wanted == "dissolve":
        batches.dissolve(batch_id=list_id, viewer=viewer, now=now())
        messages.success(request, _("The batch is dissolved. Its claims wait for another one."))
    elif wanted == "send":
        batches.mark_sent(batch_id=list_id, viewer=viewer, now=now())
        messages.success(request, _("Noted: the bank has the file. Its statement confirms the payments."))
    elif wanted == "confirm":
        form = checked(PaidOn(request.POST))
        marked = [found for found in map(known_id, request.POST.getlist("pick")) if found]
        count = settling.confirm(
            payment_ids=marked, paid_on=form.cleaned_data["paid_on"], viewer=viewer, now=now()
        )
        told = ngettext("%(count)s payment is confirmed.", "%(count)s payments are confirmed.", count)
        messages.success(request, told % {"count": count})
    else:
        raise Http404
    return redirect("payments/one", list_id)
