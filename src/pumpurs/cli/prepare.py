"""Makes a database ready to be served: migrated, static files collected, the demo country in."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from types import ModuleType
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from pumpurs.analytics.store import Store
from pumpurs.cli.progress import progress
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import now
from pumpurs.settings import kept_secret

WEB_ROLE = "pumpurs_web"
DEMO = "pumpurs.jobs.demo"
ONE_AT_A_TIME = 7861867  # the advisory lock under which one process migrates
LOCK_PATIENCE = "10s"


def migrate() -> None:
    """Bring the tables up to date. One process at a time; no statement waits long for a lock."""
    with connection.cursor() as cursor:
        _new_enough(cursor.connection.info.server_version)
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(f"SET lock_timeout = '{LOCK_PATIENCE}'")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def collect_static() -> None:
    """Gather the static files, named by their content and compressed."""
    call_command("collectstatic", verbosity=0, interactive=False)


def fill_if_empty(demo: ModuleType) -> None:
    """Build the small demonstration country, unless something has been recorded already."""
    if demo.is_empty():
        with progress("Building the demonstration country") as report:
            demo.build(size="small", now=now(), report=report, store=Store(settings.STORE))


def demo_country() -> ModuleType | None:
    """The module that builds the demonstration country, where this edition has one and may use it."""
    if not settings.DEMO or importlib.util.find_spec(DEMO) is None:
        return None
    return import_module(DEMO)


def web_url(owner_url: str, given: str | None) -> str:
    """The address under which pages and jobs reach the database: as a plain role that owns nothing."""
    if given:
        return given
    if settings.PRODUCTION:
        raise Trouble(
            f"PUMPURS_WEB_DATABASE_URL is not set. Let the role {WEB_ROLE} sign in "
            f"(ALTER ROLE {WEB_ROLE} LOGIN PASSWORD '…') and give its address."
        )
    word = kept_secret("PUMPURS_WEB_PASSWORD")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {WEB_ROLE} LOGIN PASSWORD %s", [word])
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{WEB_ROLE}:{quote(word, safe='')}@{place}"))


def leave_database() -> None:
    """Close what this process has open: from now on only the web role works."""
    connections.close_all()


def _new_enough(version: int) -> None:
    if version < 170000:
        raise Trouble(f"PostgreSQL 17 or newer is needed; DATABASE_URL leads to version {version // 10000}.")
