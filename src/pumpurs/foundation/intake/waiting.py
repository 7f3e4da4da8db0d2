"""Files that wait to be read (gaidošās datnes): readable by this program alone, gone once they were read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pumpurs.foundation.intake.limits import USUAL
from pumpurs.foundation.intake.refusals import refused

MIB = 1024 * 1024
OLDEST_SECONDS = 15 * 60


def put(file_id: UUID, chunks: Iterable[bytes], *, name: str, most_bytes: int = USUAL.packed_bytes) -> Path:
    """Write what arrives under our own name; Refused, and nothing kept, where it is too much."""
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = 0
    draft = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                written += len(chunk)
                if written > most_bytes:
                    raise refused("too_big", file=name, limit_mb=most_bytes // MIB)
                file.write(chunk)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def path_of(file_id: UUID) -> Path:
    """Where a waiting file lies."""
    folder: Path = settings.VAR / "intake"
    return folder / file_id.hex


def drop(file_id: UUID) -> None:
    """Forget a waiting file."""
    path_of(file_id).unlink(missing_ok=True)


def left_lying(*, now_seconds: float) -> list[UUID]:
    """Files that have waited for longer than a quarter of an hour. `now_seconds` since the epoch."""
    return [UUID(path.stem) for path in _old(now_seconds)]


def sweep(*, now_seconds: float, keep: Collection[UUID]) -> int:
    """Forget those left lying, by somebody killed or who did not come back, but for those to `keep`; how many."""
    useless = [path for path in _old(now_seconds) if UUID(path.stem) not in keep]
    for path in useless:
        path.unlink(missing_ok=True)
    return len(useless)


def _old(now_seconds: float) -> list[Path]:
    folder: Path = settings.VAR / "intake"
    return [path for path in folder.glob("*") if path.stat().st_mtime < now_seconds - OLDEST_SECONDS]
