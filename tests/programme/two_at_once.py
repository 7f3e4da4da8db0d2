"""Two verbs at the same moment, in two real connections: one comes first, the other sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection, connections, transaction

from pumpurs.values.reasons import Refused

PATIENCE_S = 20.0


def one_during_the_other(first: Callable[[], None], second: Callable[[], None]) -> tuple[bool, list[str]]:
    """Begin `second` before `first` has committed: whether it waited for it, and with what it was refused."""
    began, may_commit, refusals = threading.Event(), threading.Event(), list[str]()

    def hold() -> None:
        with transaction.atomic():
            first()
            began.set()
            may_commit.wait(PATIENCE_S)
        connections.close_all()

    def follow() -> None:
        try:
            with transaction.atomic():
                second()
        except Refused as refusal:
            refusals.extend(reason.code for reason in refusal.reasons)
        finally:
            connections.close_all()

    holder, follower = threading.Thread(target=hold), threading.Thread(target=follow)
    holder.start()
    assert began.wait(PATIENCE_S)
    follower.start()
    waited = _waits(follower)
    may_commit.set()
    holder.join(PATIENCE_S)
    follower.join(PATIENCE_S)
    return waited, refusals


def _waits(thread: threading.Thread) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while thread.is_alive() and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False
