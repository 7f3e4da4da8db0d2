"""The small country, built once for the tests of a file and rolled back after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.jobs import demo

NOW = datetime.fromisoformat("2026-11-20T09:00:00+02:00")


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The moment at which it was built."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build("small", now=NOW)
        yield NOW
        transaction.set_rollback(True)


@pytest.fixture
def national_sight(country: datetime, db: None) -> None:
    """The test's own transaction sees all rows, as the plain role and through the walls."""
    raise_wall(job_viewer("test"))
