"""/f/ — the code that the teacher gave, or the family's own for coming back; some wrong ones close the link."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render

from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions import links, returns
from pumpurs.programme.consents.queries.links import DoorCard, door_of_link
from pumpurs.values.roles import FAMILY_ROLES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.viewer import LINK, LINK_DOOR, anonymous
from pumpurs.web.pages.family.staff import staff_here

SESSION_SECONDS = 2 * 60 * 60


def show(request: HouseRequest, *, wrong: bool = False) -> HttpResponse:
    """Ask for the code; or say kindly that the link is over, or that it is not for staff."""
    if (answer := staff_here(request)) is not None:
        return answer
    token_hash = str(request.session.get(LINK_DOOR, ""))
    if request.viewer.link and request.viewer.role in FAMILY_ROLES and not token_hash:
        return redirect("family/language")
    door = _door(request, token_hash)
    if not door.works:
        return render(request, "family/code/over.html", status=404)
    values = {"wrong": wrong, "door": door}
    return render(request, "family/code/page.html", values, status=422 if wrong else 200)


def send(request: HouseRequest) -> HttpResponse:
    """Try the code. The right one begins a new session that holds this link and nothing else."""
    if (answer := staff_here(request)) is not None:
        return answer
    token_hash = str(request.session.get(LINK_DOOR, ""))
    door = _door(request, token_hash)
    code, held = request.POST.get("code", ""), token_hash
    if door.returns:
        outcome, held = returns.open_return(
            token_hash=token_hash, code=code, request_id=request.request_id, now=now()
        )
    else:
        outcome = links.open_link(token_hash=token_hash, code=code, request_id=request.request_id, now=now())
    if outcome is not links.Opening.OPENED:
        return show(request, wrong=True)
    logout(request)
    request.session[LINK] = held
    request.session.set_expiry(SESSION_SECONDS)
    return redirect("family/language" if door.asks else "family/home")


def _door(request: HouseRequest, token_hash: str) -> DoorCard:
    outside = replace(anonymous(request), link=token_hash)
    raise_wall(outside)
    return door_of_link(viewer=outside, now=now())
