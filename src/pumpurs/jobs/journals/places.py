"""Where things lie: the store, a folder aside for each file that is on its way."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pumpurs.analytics.store import Store
from pumpurs.foundation.intake.limits import MIB, Limits

LIMITS = Limits(
    packed_bytes=8192 * MIB, inflated_bytes=8192 * MIB, rows=200_000_000
)  # a national month is a gigabyte of text
ROWS, BEFORE, GIVEN = "rows.parquet", "before.parquet", "given"


def store() -> Store:
    """The store of journals."""
    return Store(settings.STORE)


def aside() -> Path:
    """Where the folders of files on their way lie; readable by this program alone."""
    folder: Path = settings.STORE.parent / f"{settings.STORE.name}.aside"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def aside_of(batch_id: UUID) -> Path:
    """The folder of one file, made if it is not there."""
    folder = aside() / batch_id.hex
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def forget(batch_id: UUID) -> None:
    """Nothing of this file is kept aside any more."""
    shutil.rmtree(aside() / batch_id.hex, ignore_errors=True)


def forget_texts(batch_id: UUID) -> None:
    """The file itself and its texts go; typed rows, which name nobody, stay until they are written or dropped."""
    for path in (aside() / batch_id.hex).glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in (ROWS, BEFORE):
            path.unlink(missing_ok=True)
