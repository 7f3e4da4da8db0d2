"""/account/sessions/end/ — sign out there: one other session, or all others."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.web.doors import HouseRequest
from pumpurs.web.signin import sessions, trail
from pumpurs.web.signin.person import signed_in


def send(request: HouseRequest) -> HttpResponse:
    """`session` = the id of one, or `others`."""
    wanted = request.POST.get("session", "")
    if wanted == "others":
        ended = sessions.end_others(signed_in(request).pk, but_not=request)
    else:
        ended = sessions.end_one(request, _known(wanted))
        if not ended:
            raise Http404
    trail.done(request, "signin.session_ended", signed_in(request), ended=ended)
    messages.success(
        request,
        ngettext("Signed out in one other place.", "Signed out in %(count)d other places.", ended)
        % {"count": ended}
        if ended
        else _("You were signed in nowhere else."),
    )
    return redirect("signin/account")


def _known(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
