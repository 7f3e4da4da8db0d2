"""The demo's lessons: in the store once the country stands, with the record of the file by which they came."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pumpurs.analytics.store import Store
from pumpurs.programme.alerts.models import InstitutionKey, JournalBatch, JournalPart
from tests.web.country import built

pytestmark = pytest.mark.django_db


def test_the_store_holds_what_the_record_of_the_file_says(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"
    with built():
        before = settings.STORE.exists()
        for waiting in connection.run_on_commit:
            waiting[1]()
        batch, parts = JournalBatch.objects.get(), list(JournalPart.objects.order_by("month"))
        assert batch.institution_id is not None
        key = InstitutionKey.objects.get(institution_id=batch.institution_id).key
    assert batch.first_day is not None
    assert batch.last_day is not None
    held = Store(settings.STORE).read("attendance", key, batch.first_day, batch.last_day + timedelta(days=1))

    assert not before
    assert held.num_rows == batch.rows == sum(part.rows for part in parts)
    assert max(held["day"].to_pylist()) == batch.last_day == parts[-1].last_day
    assert len(parts) == 2
