"""/statements/<statement_id>/ — one partner's statement: figures, the packages behind them, the next step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.reporting.actions import statements as acts
from pumpurs.programme.reporting.queries.statements import one_statement
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.words import in_words


def show(request: HouseRequest, statement_id: UUID) -> HttpResponse:
    """The statement."""
    found = one_statement(viewer=request.viewer, statement_id=statement_id)
    return page(
        request,
        "statements/one/page.html",
        found=found,
        left_to_others=dict.fromkeys(in_words(one) for one in found.left_to_others),
        card=found.card,
        crumbs=[{"url": "/statements/", "label": _("Statements")}, {"label": found.card.partner}],
        note=request.POST.get("note", ""),
        wrong=faults_by_place(request),
    )


def send(request: HouseRequest, statement_id: UUID) -> HttpResponse:
    """Take one step."""
    viewer, step, note = request.viewer, request.POST.get("step", ""), request.POST.get("note", "")
    if step == "send":
        acts.send(statement_id=statement_id, viewer=viewer, now=now())
        messages.success(request, _("Sent to the programme. It does not change any more."))
    elif step == "accept":
        acts.accept(statement_id=statement_id, viewer=viewer, now=now())
        messages.success(request, _("Accepted. A payment claim can add it up."))
    elif step == "send_back":
        acts.send_back(statement_id=statement_id, note=note, viewer=viewer, now=now())
        messages.success(request, _("Returned with your words. The partner drafts another one."))
    elif step == "drop":
        acts.drop(statement_id=statement_id, viewer=viewer, now=now())
        messages.success(request, _("The draft is given up; its packages are free."))
    else:
        raise Refused(Reason("statement.no_such_step"))
    return redirect("statements/one", statement_id)
