"""Error pages: what happened, that nothing was lost, and a way on. They ask the database nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pumpurs.values.reasons import Refused
from pumpurs.web.words import in_words


def _page(request: HttpRequest, status: int, title: str, text: str, **more: object) -> HttpResponse:
    values = {
        "title": title,
        "text": text,
        "code": status,
        "request_id": getattr(request, "request_id", ""),
        **more,
    }
    return render(request, "frame/error.html", values, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent and not in reach look the same."""
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("The address may be old, or this is not in your reach in the role you have now."),
    )


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but in another role."""
    return _page(
        request,
        403,
        _("This page belongs to another role"),
        _("Switch your role at the top of the page, or go back to your desk."),
    )


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """422 for a verb without a page of its own."""
    reasons = [in_words(reason) for reason in refused.reasons]
    return _page(
        request, 422, _("This cannot be done yet"), _("Nothing was changed. The reasons:"), reasons=reasons
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the audit trail cannot be written, so nothing is shown."""
    return _page(
        request,
        503,
        _("For a moment nothing can be shown"),
        _("Records of children are shown only while every look is logged. Please try again in a minute."),
    )


def busy(request: HttpRequest) -> HttpResponse:
    """503: somebody holds what this page needs, for longer than a reader should wait."""
    return _page(
        request,
        503,
        _("The system is busy for a moment"),
        _("Nothing was changed. Please try again in a minute."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("What you saved before is safe. Please try again; if it happens again, give us the number below."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return _page(request, 400, _("The request could not be read"), _("Please go back and try once more."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session."""
    return _page(
        request,
        403,
        _("This form is too old"),
        _("Go back, reload the page and send it once more. What you typed is still in the form."),
    )
