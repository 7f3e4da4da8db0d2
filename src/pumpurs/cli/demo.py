"""Builds the demonstration country: real municipalities, kinds of schools and dates; invented people only."""

from __future__ import annotations

import argparse
import shutil
import time

from django.conf import settings
from django.db import connection
from rich.console import Console
from rich.table import Table

from pumpurs.analytics.store import Store
from pumpurs.cli import prepare
from pumpurs.cli.progress import progress
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import now
from pumpurs.jobs import demo

KEPT = ("django_migrations", "django_content_type", "auth_permission")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The size, and leave to forget what is there."""
    parser.add_argument(
        "--size",
        choices=demo.SIZES,
        default="small",
        help="small: 8 schools; national: 611, with years of history",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="first forget everything in the database and the store of journals: all records, all accounts",
    )


def run(args: argparse.Namespace) -> int:
    """Build it; 0 when it stands."""
    if settings.PRODUCTION:
        raise Trouble("PUMPURS_ENV is production: no demonstration country is built here.")
    prepare.migrate()
    if args.again:
        _forget()
    elif not demo.is_empty():
        raise Trouble("The database is not empty. To forget all that is in it and build anew, add --again.")
    begun = time.monotonic()
    with progress(f"Building the demonstration country ({args.size})") as report:
        demo.build(args.size, now=now(), report=report, store=Store(settings.STORE))
    _tell(time.monotonic() - begun)
    return 0


def _forget() -> None:
    """Empty every table of ours. The audit trail goes too: its seals outside would not fit the new one.

    The store goes first: its numbers are given anew, and lessons of before would be somebody else's.
    """
    shutil.rmtree(settings.STORE, ignore_errors=True)
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in KEPT]
        listed = ", ".join(connection.ops.quote_name(name) for name in names)
        cursor.execute(f"TRUNCATE {listed} RESTART IDENTITY CASCADE")
    settings.SEAL_FILE.unlink(missing_ok=True)


def _tell(seconds: float) -> None:
    table = Table(
        title=f"Sign-ins of invented people; the password of all is {demo.WORD}", title_justify="left"
    )
    for heading in ("Role", "Name", "E-mail"):
        table.add_column(heading, overflow="fold")
    for role, name, email, _ in (*demo.SIGN_INS, *demo.MORE_SIGN_INS):
        table.add_row(str(role).replace("_", " "), name, email)
    Console().print(f"Built in {seconds:.0f} s.", table)
    if (settings.VAR / demo.SAMPLE).is_file():
        Console().print(f"A journal to take in by hand: {settings.VAR / demo.SAMPLE}")
