"""/payments/statements/<upload_id>/ — what a statement would change; take it in, or put it aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.programme.compensations.actions.statements import take
from pumpurs.programme.compensations.queries.money_back import preview
from pumpurs.programme.compensations.rules.bank_statement import read
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.payments.telling import tell_why

FOREIGN = "bank_statement.take.other_account"


def _content(upload_id: UUID) -> bytes | None:
    path = waiting.path_of(upload_id)
    return path.read_bytes() if path.exists() else None


def show(request: HouseRequest, upload_id: UUID) -> HttpResponse:
    """Line by line; of another partner's account nothing is told."""
    if any(getattr(reason, "code", "") == FOREIGN for reason in request.reasons):
        raise Http404  # of another partner's account nothing is shown
    content = _content(upload_id)
    if content is None and request.reasons:
        return page(request, "payments/statement/page.html", found=None)
    if tell_why(request):
        return redirect("payments/statements")
    if content is None:
        messages.warning(request, _("The statement is no longer waiting. Bring it once more."))
        return redirect("payments/statements")
    found = preview(viewer=request.viewer, read=read(content))
    changes = found.counts["confirmed"] + found.counts["returned"] + found.counts["unknown"]
    return page(request, "payments/statement/page.html", found=found, changes=changes)


def send(request: HouseRequest, upload_id: UUID) -> HttpResponse:
    """Take it in, or forget it."""
    wanted, content = request.POST.get("do"), _content(upload_id)
    if content is None:
        raise Refused(Reason("bank_statement.take.gone"))
    if wanted == "take":
        told = take(read=read(content), viewer=request.viewer, now=now())
        messages.success(
            request,
            _("Taken in: %(confirmed)s confirmed, %(returned)s came back, %(unknown)s to be answered.")
            % vars(told),
        )
    elif wanted == "drop":
        preview(viewer=request.viewer, read=read(content))  # of one's own account only
        messages.success(request, _("Put aside. Nothing was changed."))
    else:
        raise Http404
    waiting.drop(upload_id)
    return redirect("payments/statements")
