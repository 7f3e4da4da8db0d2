"""Fixtures for every test: the web role on the database, the owner's hand for arranging, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from hypothesis import HealthCheck
from hypothesis import settings as property_tests
from playwright.sync_api import Browser, Page, sync_playwright

from tests import database

WITH_DATABASE = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
# a busy machine is no fault of the property that is tested
property_tests.register_profile("house", suppress_health_check=[HealthCheck.too_slow], deadline=None)
property_tests.load_profile("house")


@pytest.fixture(autouse=True)
def web_role(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test with a database works as the plain web role: row-level security is in force, as in life."""
    if not (WITH_DATABASE & set(request.fixturenames) or request.node.get_closest_marker("django_db")):
        yield
        return
    request.getfixturevalue("db")

    def on_new_session(connection: BaseDatabaseWrapper, **_: Any) -> None:
        database.become_web(connection)

    connection_created.connect(on_new_session, dispatch_uid="web_role")
    database.become_web(connection)
    yield
    connection_created.disconnect(dispatch_uid="web_role")
    if not connection.needs_rollback and connection.is_usable():
        database.become_owner(connection)


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """Rate limits are counted in the cache; each test starts with none used."""
    cache.clear()


@pytest.fixture
def as_owner() -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner(): …` arranges what the web role may not."""
    return database.as_owner


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = os.environ.get("PUMPURS_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail(
            "No Chromium found: `sudo apt-get install -y chromium libatomic1`, or set PUMPURS_CHROMIUM."
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window in Latvian; nothing is kept from the test before."""
    context = browser.new_context(locale="lv-LV", timezone_id="Europe/Riga")
    yield context.new_page()
    context.close()
