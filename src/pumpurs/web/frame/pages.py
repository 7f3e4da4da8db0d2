"""Small hands of pages: render, and send back to where the reader was."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pumpurs.values.reasons import Reason, Refused


def page(request: HttpRequest, template: str, **values: object) -> HttpResponse:
    """A page from its template and its values."""
    return render(request, template, values)


def is_part(request: HttpRequest) -> bool:
    """The reader's browser asks for a part of the page (htmx), not for the whole."""
    return request.headers.get("HX-Request") == "true"


def whole_number(text: str | None) -> int:
    """A whole number from a form; anything else is 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def known_id(text: str | None) -> UUID | None:
    """An id from a query string; None for anything that is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def form_key_of(request: HttpRequest) -> UUID:
    """The key by which a form is known however often it is sent; Refused if it has none."""
    key = known_id(request.POST.get("form_key"))
    if key is None:
        raise Refused(Reason("form.sent_before"))
    return key
