"""The two hands of a test on the database: the plain role the pages use, and the owner who arranges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WEB_ROLE = "pumpurs_web"


def become_web(session: BaseDatabaseWrapper) -> None:
    """From now on this session has only the rights of the web role."""
    with session.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB_ROLE}")


def become_owner(session: BaseDatabaseWrapper) -> None:
    """Back to the rights of the database's owner."""
    with session.cursor() as cursor:
        cursor.execute("RESET ROLE")


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside, the test works as the owner of the database and sees and writes everything; afterwards not."""
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        become_owner(connection)
        try:
            yield
        except BaseException:
            if not connection.in_atomic_block:  # else the rollback brings the web role back
                become_web(connection)
            raise
        become_web(connection)
