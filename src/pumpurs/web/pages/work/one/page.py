"""/work/sessions/<session_id>/ — one session; its provider takes it out while the sheet is open."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.work.actions.record import take_out
from pumpurs.programme.work.queries.mine import one_session
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest, session_id: UUID) -> HttpResponse:
    """When, who, what came of it."""
    found = one_session(viewer=request.viewer, session_id=session_id, today=today())
    return page(request, "work/one/page.html", found=found, line=found.line)


def send(request: HouseRequest, session_id: UUID) -> HttpResponse:
    """Take it out; the form opens filled with it if it is to be recorded otherwise."""
    take_out(session_id=session_id, viewer=request.viewer, now=now())
    if request.POST.get("then") == "record":
        messages.success(request, _("Taken out. Mend what was wrong and save it."))
        return redirect(f"{reverse('work/record')}?instead={session_id}")
    messages.success(request, _("Taken out: it counts for nothing and stays in the history."))
    return redirect("work/home")
