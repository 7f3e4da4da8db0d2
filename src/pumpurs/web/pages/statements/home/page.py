"""/statements/ — partners' statements and the programme's payment claims; the forms that draft them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions import statements as acts
from pumpurs.programme.reporting.queries.left_out import outlook
from pumpurs.programme.reporting.queries.statements import (
    month_to_account_for,
    partners_to_account_for,
    payment_claims,
    statements_in_sight,
)
from pumpurs.values.periods import Month, month_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import NATIONAL_ROLES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.work.sheets.page import known_month, months_to_choose
from pumpurs.web.words.accounting import DRAFTERS, left_out_words, ways


def _chosen(request: HouseRequest, name: str) -> str:
    return known_month(request.POST.get(name, "") or request.GET.get(name, ""))


def claim_outlook(
    request: HouseRequest, first: str, last: str, drafted_by: UUID | None = None
) -> dict[str, object]:
    """What a payment claim of these months leaves out, in words, and who can submit it."""
    months = sorted(map(Month.parse, (first, last)), key=str)
    found = outlook(
        viewer=request.viewer, first=months[0], last=months[1], today=today(), drafted_by=drafted_by
    )
    told = [(one, *left_out_words(one.what)) for one in found.left_out]
    rows = [
        {"one": one, "what": what, "who": who, "is_statement": one.what.startswith("statement_")}
        for one, what, who in told
    ]
    return {"left_out": rows, "submitters": found.submitters}


def month_fields(request: HouseRequest, usual: str | None) -> dict[str, list[dict[str, object]]]:
    """Options of the first and the last month of a period; what is usual, or the last month, if nothing was chosen."""
    usual = usual or str(month_of(today()).previous)
    return {name: months_to_choose(_chosen(request, name) or usual) for name in ("first_month", "last_month")}


def show(request: HouseRequest) -> HttpResponse:
    """Statements in reach; for the nation also payment claims."""
    viewer = request.viewer
    number = page_number(request.GET.get("page"))
    usual = month_to_account_for(viewer=viewer)
    may_claim = viewer.role in NATIONAL_ROLES
    first, last = (
        _chosen(request, name) or usual or str(month_of(today()).previous)
        for name in ("first_month", "last_month")
    )
    return page(
        request,
        "statements/home/page.html",
        tabs=ways("statements", viewer.role),
        statements=statements_in_sight(viewer=viewer, number=number),
        claims=payment_claims(viewer=viewer) if viewer.reach.national else (),
        national=viewer.reach.national,
        may_claim=may_claim,
        **(claim_outlook(request, first, last) if may_claim else {}),
        looked=bool(request.GET.get("look")),
        partners=partners_to_account_for(viewer=viewer) if viewer.role in DRAFTERS else (),
        months=month_fields(request, usual),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Draft a statement or a payment claim."""
    step = request.POST.get("step", "")
    first, last = (Month.parse(request.POST.get(name, "")) for name in ("first_month", "last_month"))
    if step == "claim":
        claim_id = acts.draft_claim(first=first, last=last, viewer=request.viewer, now=now())
        messages.success(request, _("Drafted from every accepted statement of these months."))
        return redirect("statements/claim", claim_id)
    if step != "statement":
        raise Refused(Reason("statement.no_such_step"))
    partner_id = known_id(request.POST.get("partner")) or UUID(int=0)
    statement_id = acts.draft(partner_id=partner_id, first=first, last=last, viewer=request.viewer, now=now())
    messages.success(request, _("Drafted from the accepted packages. Read it, then send it."))
    return redirect("statements/one", statement_id)
