"""Who acts in a story: windows of people who signed in, and the count of what an author had to press and type."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from pumpurs.jobs import demo
from pumpurs.programme.people.models import Account
from tests import database

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1360, "height": 900}


@contextmanager
def small_country(given: Any, now: datetime = NOW) -> Iterator[None]:
    """The small country, committed, as on the first day of somebody who tries the programme."""
    given.FIXED_NOW = now
    cache.clear()
    with database.as_owner(), transaction.atomic():
        demo.build("small", now=now)
    yield


class Hand:
    """A person's hand in a window: counts presses and typed fields."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.fields = 0

    @property
    def effort(self) -> int:
        """Presses and fields together."""
        return self.presses + self.fields

    def press(self, what: str | Locator) -> None:
        """One click, and what follows from it."""
        target = self.page.locator(what).first if isinstance(what, str) else what
        target.click()
        self.presses += 1

    def write(self, selector: str, text: str) -> None:
        """One field, left by Tab as people do."""
        field = self.page.locator(selector).first
        field.fill(text)
        field.press("Tab")
        self.fields += 1


def window_of(browser: Browser, site: str, account: Account, **more: Any) -> Page:
    """A window in which this person is signed in already; `more` as the browser's context takes it."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    wanted: dict[str, Any] = {"locale": "lv-LV", "viewport": DESK, "reduced_motion": "reduce", **more}
    context = browser.new_context(base_url=site, **wanted)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    return context.new_page()


def signed_in(browser: Browser, site: str, email: str) -> Page:
    """A window of its own for one person of the demo."""
    context = browser.new_context(
        locale="lv-LV", timezone_id="Europe/Riga", viewport=DESK, base_url=site, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/signin/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(demo.WORD)
    page.locator("main form .button-primary").click()
    expect(page.locator(".role-who")).to_be_visible()
    return page


def is_fine(page: Page) -> None:
    """axe finds nothing serious, and nothing sticks out at the side."""
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
