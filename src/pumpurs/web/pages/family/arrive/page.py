"""/f/<token>/ — the family taps its link. The token goes into the session and leaves the address at once."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.queries import links
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.viewer import LINK_DOOR, anonymous
from pumpurs.web.pages.family.staff import staff_here
from pumpurs.web.pages.house.language.page import with_language


def show(request: HouseRequest, token: str) -> HttpResponse:
    """On to the code, in the family's language. Tells nobody whether the link exists; staff are sent away."""
    if (answer := staff_here(request)) is not None:
        return answer
    token_hash = links.token_hash_of(token)
    outside = replace(anonymous(request), link=token_hash)
    raise_wall(outside)
    door = links.door_of_link(viewer=outside, now=now())
    request.session[LINK_DOOR] = token_hash
    return with_language(redirect("family/code"), door.language or get_language() or "lv")
