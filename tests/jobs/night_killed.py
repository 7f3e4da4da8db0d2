"""A process that scores a night, to be killed; or, told to hold on, to be met in the middle of it."""

from __future__ import annotations

import os
import sys
from datetime import date

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from pumpurs.analytics.store import Store  # noqa: E402
from pumpurs.jobs.scoring import score  # noqa: E402


def held(done: int, total: int, what: str) -> None:
    """Say that the figures are there and wait for a line."""
    if what == "figures" and os.environ.get("HOLD_ON"):
        sys.stdout.write("in the middle\n")
        sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    score(store=Store(settings.STORE), as_of=date.fromisoformat(sys.argv[1]), tell=held)
