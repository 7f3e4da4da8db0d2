"""Lock-out that cannot be turned against others: tries are counted by account and place together.

The count is kept by django-axes, under a keyed hash: no address of anybody is stored. Wrong second factors are counted
in the same way under a name of their own. An account that does not exist locks exactly like one that does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from pumpurs.foundation.clock import server_now
from pumpurs.foundation.sealed import blind_index
from pumpurs.web.signin.device import address

LOCKED_STATUS = 429


def name_for_lock(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Under which name tries are counted: a keyed hash of the e-mail, or of what is given as `lock`."""
    given = credentials or {}
    name = given.get("lock") or given.get("email") or given.get("username") or request.POST.get("login") or ""
    return blind_index(str(name).strip().lower(), about="lock-out")


def nobody_in_particular(*about_the_client: object) -> str:
    """What the library writes into its log about a client: nothing that points at a person."""
    return "a client"


def _second(user: AbstractBaseUser) -> dict[str, str]:
    return {"lock": f"second-factor:{user.pk}"}


def second_factor_locked(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Were there too many wrong codes for this account from this place? Then the lock page is the answer."""
    if AxesProxyHandler.is_allowed(request, _second(user)):
        return False
    request.axes_locked_out, request.axes_credentials = True, _second(user)  # type: ignore[attr-defined]
    return True


def second_factor_failed(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Count a wrong code."""
    AxesProxyHandler.user_login_failed(sender=guard_name(), credentials=_second(user), request=request)


def second_factor_right(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Forget wrong codes of this account from this place."""
    AxesProxyHandler.reset_attempts(
        ip_address=address(request), username=name_for_lock(request, _second(user))
    )


def guard_name() -> str:
    """How this guard calls itself towards the library."""
    return __name__


def until(request: HttpRequest, credentials: Mapping[str, Any] | None) -> datetime:
    """When the next try is possible."""
    tries = AccessAttempt.objects.filter(
        username=name_for_lock(request, credentials), ip_address=address(request)
    )
    last = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or server_now()) + get_cool_off(request)  # type: ignore[no-any-return]


def locked(
    request: HttpRequest, response: HttpResponseBase, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The lock page: when to try again, and what else can be done. The same for every name."""
    end = until(request, credentials)
    wait = max(1, int((end - server_now()).total_seconds()))
    page = render(
        request,
        "account/locked.html",
        {"until": end, "minutes": -(-wait // 60), "viewer_card": None},
        status=LOCKED_STATUS,
    )
    page["Retry-After"] = str(wait)
    return page


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many requests of one kind from one place within a minute."""
    return render(request, "account/too_many.html", status=LOCKED_STATUS)
