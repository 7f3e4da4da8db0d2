"""/account/session/ — how long this session still lasts (asking does not lengthen it), and staying signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import server_now
from pumpurs.web.doors import HouseRequest
from pumpurs.web.signin.sessions import USED, ends_at


def _left(request: HouseRequest) -> JsonResponse:
    end = ends_at(request)
    left_seconds = int((end - server_now()).total_seconds()) if end else 0
    return JsonResponse({"left_seconds": left_seconds})


def show(request: HouseRequest) -> HttpResponse:
    """Seconds left."""
    return _left(request)


def send(request: HouseRequest) -> HttpResponse:
    """Stay signed in: for the script an answer, for a person without script the page they came from."""
    request.session[USED] = server_now().timestamp()
    if request.headers.get("Accept") == "application/json":
        return _left(request)
    messages.success(request, _("You stay signed in."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/account/")
