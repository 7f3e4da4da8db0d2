"""The one door: `opened(path)` tells what lies there, judges it, and gives its tables."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO

from pumpurs.foundation.intake.archive import inflated, is_zip, open_archive, safe_name
from pumpurs.foundation.intake.csv_table import CsvTable
from pumpurs.foundation.intake.encoding import encoding_of
from pumpurs.foundation.intake.limits import USUAL, Limits
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.intake.tables import Table
from pumpurs.foundation.intake.workbook import is_workbook, judge_workbook
from pumpurs.foundation.intake.workbook_table import WorkbookTable

_CHUNK = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


class Kind(StrEnum):
    """What was brought: a bundle of CSV files (zip or folder), one CSV, or one workbook."""

    BUNDLE = "bundle"
    CSV = "csv"
    WORKBOOK = "workbook"


@dataclass(frozen=True)
class Intake:
    """What was brought, judged. `tables` by file name in small letters; `fingerprint` is a SHA-256."""

    name: str
    kind: Kind
    fingerprint: str
    tables: Mapping[str, Table]

    def table(self) -> Table:
        """The only table of a CSV or workbook."""
        return next(iter(self.tables.values()))


@contextmanager
def opened(path: Path, *, name: str = "", limits: Limits = USUAL) -> Iterator[Intake]:
    """Judge what lies at `path` and give its tables. `name` is what people call it. Refused with reasons."""
    name = name or path.name
    with ExitStack() as open_things:
        if path.is_symlink():
            raise refused("link", file=name)
        if path.is_dir():
            yield _folder(path, name=name, limits=limits)
            return
        if not path.is_file():
            raise refused("not_there", file=name)
        try:
            size_bytes = path.stat().st_size
            stream = open_things.enter_context(path.open("rb"))
            start = stream.read(8)
        except OSError as fault:
            raise refused("not_readable", file=name) from fault
        if size_bytes == 0:
            raise refused("empty", file=name)
        if size_bytes > limits.packed_bytes:
            raise refused("too_big", file=name, limit_mb=limits.packed_bytes // (1024 * 1024))
        if start.startswith(_OLD_OFFICE):
            raise refused("old_workbook", file=name)
        if is_zip(path):
            yield _zip(path, stream, name=name, limits=limits)
        else:
            yield _single(path, start, name=name, limits=limits)


def _single(path: Path, start: bytes, *, name: str, limits: Limits) -> Intake:
    if path.suffix.casefold() in (".xlsx", ".zip"):
        raise refused("broken_workbook" if path.suffix.casefold() == ".xlsx" else "broken_zip", file=name)
    digest = hashlib.sha256()
    table = _csv(
        partial(_file_stream, path), partial(_chunks_of, path), start, digest, file=name, limits=limits
    )
    return Intake(name, Kind.CSV, digest.hexdigest(), {name.casefold(): table})


def _zip(path: Path, stream: IO[bytes], *, name: str, limits: Limits) -> Intake:
    archive = open_archive(stream, file=name, limits=limits)
    if is_workbook(archive):
        judge_workbook(stream, file=name, limits=limits)
        digest = hashlib.sha256()
        for chunk in _chunks_of(path):
            digest.update(chunk)
        table = WorkbookTable(path, file=name, limits=limits)
        return Intake(name, Kind.WORKBOOK, digest.hexdigest(), {name.casefold(): table})
    parts = {
        part.filename: part for part in archive.infolist() if not part.is_dir() and not _junk(part.filename)
    }
    return _bundle(
        {
            part_name: (
                partial(_part_stream, archive, part),
                partial(inflated, archive, part, file=name, limits=limits),
            )
            for part_name, part in parts.items()
        },
        name=name,
        limits=limits,
    )


def _folder(path: Path, *, name: str, limits: Limits) -> Intake:
    parts: dict[str, tuple[Callable[[], IO[bytes]], Callable[[], Iterator[bytes]]]] = {}
    total_bytes = 0
    for entry in sorted(path.iterdir()):
        if _junk(entry.name) or (entry.is_dir() and not entry.is_symlink()):
            continue
        if entry.is_symlink() or not entry.is_file():
            raise refused("link", file=f"{name}/{entry.name}")
        if not safe_name(entry.name):
            raise refused("unsafe_name", file=name, name=entry.name)
        total_bytes += entry.stat().st_size
        if total_bytes > limits.inflated_bytes:
            raise refused("too_big", file=name, limit_mb=limits.inflated_bytes // (1024 * 1024))
        parts[entry.name] = (partial(_file_stream, entry), partial(_chunks_of, entry))
        if len(parts) > limits.parts:
            raise refused("too_many_parts", file=name, limit=limits.parts)
    return _bundle(parts, name=name, limits=limits)


def _bundle(
    parts: Mapping[str, tuple[Callable[[], IO[bytes]], Callable[[], Iterator[bytes]]]],
    *,
    name: str,
    limits: Limits,
) -> Intake:
    """All CSV parts in one place; anything else in the bundle is left shut."""
    digest = hashlib.sha256()
    came_out = 0
    tables: dict[str, Table] = {}
    for part_name in sorted(parts):
        short = part_name.rsplit("/", 1)[-1].casefold()
        if not short.endswith(".csv"):
            continue
        if short in tables:
            raise refused("same_name_twice", file=f"{name}/{part_name}")
        opens, chunks = parts[part_name]
        digest.update(short.encode() + b"\n")
        start = next(chunks(), b"")
        if not start:
            raise refused("empty", file=f"{name}/{short}")
        counted = _Counted(digest)
        tables[short] = _csv(opens, chunks, start, counted, file=short, limits=limits)
        came_out += counted.bytes
        if came_out > limits.inflated_bytes:
            raise refused("inflates_too_much", file=name, ratio=limits.ratio)
    if not tables:
        raise refused("unknown_kind", file=name)
    return Intake(name, Kind.BUNDLE, digest.hexdigest(), tables)


class _Counted:
    """A digest that also counts."""

    def __init__(self, digest: hashlib._Hash) -> None:
        self._digest, self.bytes = digest, 0

    def update(self, chunk: bytes) -> None:
        self._digest.update(chunk)
        self.bytes += len(chunk)


def _csv(
    opens: Callable[[], IO[bytes]],
    chunks: Callable[[], Iterator[bytes]],
    start: bytes,
    digest: _Counted | hashlib._Hash,
    *,
    file: str,
    limits: Limits,
) -> CsvTable:
    lead = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if lead == b"<":
        raise refused("web_page", file=file)
    if lead in (b"{", b"[", b"%"):
        raise refused("unknown_kind", file=file)

    def looked_at() -> Iterator[bytes]:
        for chunk in chunks():
            digest.update(chunk)
            yield chunk

    return CsvTable(opens, file=file, encoding=encoding_of(looked_at(), file=file), limits=limits)


def _part_stream(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> IO[bytes]:
    """A part that was inflated and counted once already, opened again to be read."""
    return archive.open(part)


def _file_stream(path: Path) -> IO[bytes]:
    return path.open("rb")


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _junk(name: str) -> bool:
    small = name.casefold()
    return (
        small.startswith(_JUNK[0])
        or small.rsplit("/", 1)[-1] in _JUNK[1:]
        or small.rsplit("/", 1)[-1].startswith("._")
    )
