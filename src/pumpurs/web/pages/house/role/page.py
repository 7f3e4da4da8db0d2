"""/role/ — switch to another of one's own roles: one at a time, and the switch is written down."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation import audit
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.viewer import CHOSEN, FAMILY, Standing, standing_of


def _is_worn(standing: Standing, wanted: str) -> bool:
    if standing.place is not None:
        return str(standing.place.appointment_id) == wanted
    return str(standing.viewer.role) == wanted and standing.viewer.role in standing.family_roles


def send(request: HouseRequest) -> HttpResponse:
    """`role` = the id of an appointment, or guardian / adult_learner; only what the account really has today."""
    before, wanted = request.viewer, request.POST.get("role", "")
    chosen = request.session.get(CHOSEN, "")
    request.session.pop(FAMILY, None)  # read anew: it may have ended since sign-in
    request.session[CHOSEN] = wanted
    standing = standing_of(request)
    if not _is_worn(standing, wanted):
        request.session[CHOSEN] = chosen
        raise Refused(Reason("signin.role.not_held"))
    audit.noted(
        standing.viewer,
        "role.switch",
        object_type="role",
        object_id=wanted,
        details={"from": str(before.role), "to": str(standing.viewer.role)},
    )
    return redirect("house/home")
