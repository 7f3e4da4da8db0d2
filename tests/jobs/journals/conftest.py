"""Each test has a store of its own and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.database import as_owner
from tests.jobs.journals.school import NOW, School


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store in a folder of its own."""
    before = settings.STORE, settings.FIXED_NOW, settings.JOURNALS
    folder = tmp_path_factory.mktemp("store")
    settings.STORE, settings.FIXED_NOW, settings.JOURNALS = folder / "store", NOW, folder / "watched"
    yield
    settings.STORE, settings.FIXED_NOW, settings.JOURNALS = before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test writes its files."""
    return tmp_path


@pytest.fixture
def school(db: None) -> School:
    """A school with three learners."""
    with as_owner():
        return School()
