"""A browser window whose requests go straight into Django's test client: real pages, no server, one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).resolve().parents[2] / "src" / "pumpurs" / "web" / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
HOUSE = "http://localhost"
HERE = "x-here"  # header of every answer: the path of the page, after all redirects
LENGTHS = {
    "Content-Length",
    "Location",
    "Set-Cookie",
}  # the browser counts by itself; `client` keeps the cookies


def body_of(found: Any) -> bytes:
    """The whole body, of a file too."""
    return b"".join(found.streaming_content) if found.streaming else found.content


def _static(route: Route, path: str) -> None:
    file = STATIC / path.removeprefix("/static/")
    route.fulfill(path=file, content_type=TYPES[file.suffix])


@contextmanager
def window(browser: Browser, client: Client, *, width: int = 360, scripts: bool = False) -> Iterator[Page]:
    """A window of that width; without scripts unless asked for. `client` keeps cookies and follows redirects."""
    context = browser.new_context(
        viewport={"width": width, "height": 780},
        java_script_enabled=scripts,
        locale="lv-LV",
        device_scale_factor=2,
    )
    page = context.new_page()
    here = (
        copy_context()
    )  # the browser calls back from a context of its own, which would have another database session

    def answer(route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.path.startswith("/static/"):
            _static(route, parts.path)
            return
        if request.method == "POST":
            of_htmx = {name: text for name, text in request.headers.items() if name.startswith("hx-")}
            kind = request.headers.get("content-type", "application/x-www-form-urlencoded")
            body = request.post_data_buffer or b""
            found = here.run(client.post, path, body, content_type=kind, follow=True, headers=of_htmx)
        else:
            found = here.run(client.get, path, follow=True)
        headers = {name: value for name, value in found.items() if name not in LENGTHS}
        headers[HERE] = found.request["PATH_INFO"]
        route.fulfill(status=found.status_code, body=body_of(found), headers=headers)

    page.route("**/*", answer)
    try:
        yield page
    finally:
        context.close()


def too_wide(page: Page) -> list[str]:
    """What makes the page wider than the window; what scrolls inside its own box does not. Works only with scripts."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter(one => !one.closest('.visually-hidden, .skip, .table-wrap'))
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.tagName + '.' + one.className)"""
    )
    return found
