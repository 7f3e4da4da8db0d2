"""/payments/ — what is ready to be paid, what waits for whom, and every batch with its state."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.dateparse import parse_date

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.foundation.together import asked
from pumpurs.programme.compensations.queries.batches import (
    batches,
    drafts,
    keeps,
    what_is_ready,
)
from pumpurs.programme.compensations.queries.ledger import ledger_on
from pumpurs.programme.compensations.queries.money_back import what_waits
from pumpurs.programme.compensations.queries.partner_accounts import partner_accounts
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

STATES = ("drafted", "signed", "sent", "settled", "dissolved")


def show(request: HouseRequest) -> HttpResponse:
    """Figures of what waits, the partner's account, and the batches."""
    viewer, state = request.viewer, request.GET.get("state", "")
    day = _day(request.GET.get("day", ""))
    return page(
        request,
        "payments/home/page.html",
        ready=what_is_ready(viewer=viewer, today=today()),
        waits=asked(what_waits(viewer=viewer, today=today())),
        accounts=partner_accounts(viewer=viewer) if viewer.reach.partners else None,
        batches=batches(
            viewer=viewer, page=page_number(request.GET.get("page")), state=state if state in STATES else ""
        ),
        chosen=state,
        states=STATES,
        keeps=keeps(viewer),
        drafts=drafts(viewer, today()),
        day=day,
        ledger=ledger_on(viewer=viewer, day=day) if day and viewer.reach.partners else (),
        whole_country=viewer.reach.national,
    )


def _day(text: str) -> date | None:
    """A day of the address; None for none and for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None
