"""/payments/statements/ — bring the bank's statement, answer its questions, see those taken in before."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.actions.statements import answer, settle_line
from pumpurs.programme.compensations.queries.batches import keeps
from pumpurs.programme.compensations.queries.money_back import preview, questions, statements
from pumpurs.programme.compensations.rules.bank_statement import MOST_BYTES, read
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page


def show(request: HouseRequest) -> HttpResponse:
    """The form, the questions, the history."""
    viewer = request.viewer
    return page(
        request,
        "payments/statements/page.html",
        statements=statements(viewer=viewer, page=page_number(request.GET.get("page"))),
        questions=questions(viewer=viewer, page=page_number(request.GET.get("asked"))),
        keeps=keeps(viewer),
        answered=request.POST.get("line", ""),
        words=request.POST.get("words", ""),
    )


def send(request: HouseRequest) -> HttpResponse:
    """A statement is judged and waits to be looked over; an answer is kept."""
    if request.POST.get("do") in ("answer", "settle"):
        line_id = known_id(request.POST.get("line"))
        if line_id is None:
            raise Http404
        words, viewer = request.POST.get("words", ""), request.viewer
        if request.POST["do"] == "answer":
            answer(line_id=line_id, words=words, viewer=viewer, now=now())
            messages.success(request, _("Answered."))
        else:
            settle_line(line_id=line_id, why=words, viewer=viewer, now=now())
            messages.success(request, _("Settled. The nightly proof lists it no more."))
        return redirect("payments/statements")
    file = request.FILES.get("file")
    if file is None:
        raise Refused(Reason("bank_statement.read.no_file", place="file"))
    preview(viewer=request.viewer, read=read(file.read(MOST_BYTES + 1)))
    file.seek(0)
    file_id = uuid4()
    waiting.put(file_id, file.chunks(), name=file.name or "statement", most_bytes=MOST_BYTES)
    return redirect("payments/statement", file_id)
