"""/account/ — my account: how I sign in, where I am signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.web.doors import HouseRequest
from pumpurs.web.signin.person import signed_in
from pumpurs.web.signin.second_factor import factors_of
from pumpurs.web.signin.sessions import own_sessions


def show(request: HouseRequest) -> HttpResponse:
    """Sessions, password, second step."""
    person = signed_in(request)
    return render(
        request,
        "signin/account/page.html",
        {
            "sessions": own_sessions(request),
            "factors": factors_of(person.pk),
            "has_password": person.has_usable_password(),
            "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
        },
    )
