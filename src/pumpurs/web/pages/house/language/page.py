"""/i18n/setlang/ — the language of the pages, kept in a cookie; back to where the reader was."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from pumpurs.web.doors import HouseRequest

YEAR_SECONDS = 365 * 24 * 60 * 60


def with_language(response: HttpResponse, language: str) -> HttpResponse:
    """The response, with the language cookie set."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_SECONDS, samesite="Lax",
        secure=settings.HTTPS, httponly=True,
    )  # fmt: skip
    return response


def send(request: HouseRequest) -> HttpResponse:
    """Remember the language; an unknown one changes nothing."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) and back.startswith("/")
    response = HttpResponseRedirect(back if safe else "/")
    if language in dict(settings.LANGUAGES):
        with_language(response, language)
    return response
