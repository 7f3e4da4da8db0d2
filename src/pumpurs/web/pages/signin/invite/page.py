"""/signin/invite/<account>/<token>/ — the link of the invitation: keeps it out of the address and goes on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.signin.invited.page import INVITATION
from pumpurs.web.signin.invite import invited


def show(request: HouseRequest, account_id: UUID, token: str) -> HttpResponse:
    """On to the first password; or what to do with a link that no longer works."""
    if invited(account_id, token) is None:
        return render(request, "signin/invite/page.html", status=410)
    request.session[INVITATION] = [str(account_id), token]
    return redirect("signin/invited")
