"""Session rules at every request: the end after inactivity, the end of the working day, the mark of last use."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import server_now
from pumpurs.web.signin.sessions import CARD, TOUCH_SECONDS, USED, begin

ASKING = "/account/session/"  # asking how long it still lasts is no use of the session


def session_rules(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, after messages. The clock is the real one: PUMPURS_NOW must not keep a session alive."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(settings.STATIC_URL) or SESSION_KEY not in request.session:
            return get_response(request)
        now = server_now().timestamp()
        if CARD not in request.session:
            begin(request)
        elif _is_over(request, now):
            return _ended(request, get_response)
        elif now - request.session[USED] > TOUCH_SECONDS and not _only_asks(request):
            request.session[USED] = now
        return get_response(request)

    return answer


def _is_over(request: HttpRequest, now: float) -> bool:
    idle: bool = now - request.session[USED] > settings.SESSION_IDLE_SECONDS
    return idle or bool(now - request.session[CARD]["since"] > settings.SESSION_COOKIE_AGE)


def _only_asks(request: HttpRequest) -> bool:
    return request.path == ASKING and request.method == "GET"


def _ended(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    request.session.flush()
    request.user = AnonymousUser()
    if request.headers.get("HX-Request"):
        page = request.headers.get("HX-Current-URL", "/")
        where = f"{reverse('account_login')}?{urlencode({'next': page})}"
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    messages.warning(
        request, _("Your session ended because it was not used for a while. Sign in to go on where you were.")
    )
    return get_response(request)
