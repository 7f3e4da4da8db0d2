"""/statements/claims/<payment_claim_id>/ — one payment claim of the programme and the statements behind it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pumpurs.foundation.clock import now
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions import statements as acts
from pumpurs.programme.reporting.queries.statements import ClaimPage, one_payment_claim
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import age_days, lv_time
from pumpurs.web.pages.statements.home.page import claim_outlook

WAY = ("drafted", "submitted", "settled")


def show(request: HouseRequest, payment_claim_id: UUID) -> HttpResponse:
    """The payment claim."""
    found = one_payment_claim(
        viewer=request.viewer, claim_id=payment_claim_id, number=page_number(request.GET.get("page"))
    )
    return page(
        request,
        "statements/claim/page.html",
        found=found,
        card=found.card,
        **claim_outlook(request, found.card.first_month, found.card.last_month, found.drafted_by_id),
        crumbs=[{"url": "/statements/", "label": _("Statements")}, {"label": str(found.card.number)}],
        way=_way(found),
        note=request.POST.get("note", ""),
        wrong=faults_by_place(request),
    )


def _way(found: ClaimPage) -> list[dict[str, object]]:
    """The way of a payment claim for the stepper: drafted, submitted, paid by the Fund."""
    reached = WAY.index(found.card.state) if found.card.state in WAY else 0
    steps = (
        (pgettext("payment claim", "Drafted"), found.drafted_by, found.drafted_at),
        (pgettext("payment claim", "Submitted"), found.submitted_by, found.submitted_at),
        (pgettext("payment claim", "Paid by the Fund"), "", found.ended_at),
    )
    waits_since = steps[reached][2]
    return [
        {
            "role": text,
            "who": who if place <= reached else "",
            "at": lv_time(at) if at and place <= reached else "",
            "age": age_days(waits_since) if place == reached + 1 and waits_since else "",
            "state": "done" if place <= reached else "now" if place == reached + 1 else "next",
        }
        for place, (text, who, at) in enumerate(steps)
    ]


def send(request: HouseRequest, payment_claim_id: UUID) -> HttpResponse:
    """Take one step."""
    viewer, step = request.viewer, request.POST.get("step", "")
    if step == "submit":
        acts.submit_claim(claim_id=payment_claim_id, viewer=viewer, now=now())
        messages.success(request, _("Noted as submitted. It does not change any more."))
    elif step == "settle":
        acts.settle_claim(claim_id=payment_claim_id, viewer=viewer, now=now())
        messages.success(request, _("Noted: the Fund has paid."))
    elif step == "drop":
        note = request.POST.get("note", "")
        acts.drop_claim(claim_id=payment_claim_id, note=note, viewer=viewer, now=now())
        messages.success(request, _("Given up; its statements are free for another one."))
    else:
        raise Refused(Reason("statement.no_such_step"))
    return redirect("statements/claim", payment_claim_id)
