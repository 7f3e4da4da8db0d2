"""What is current in the store (krātuves saraksts): one small file that names every other, swapped whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from pumpurs.analytics.moment import semester_of_week
from pumpurs.values.periods import Semester


class StoreError(Exception):
    """The store was asked for what it cannot do, or is not whole; the text says what and how to go on."""


@dataclass(frozen=True, order=True)
class Slot:
    """Where a part of a table belongs: a week (its Monday) and a bucket of schools."""

    week: date
    bucket: int

    @property
    def semester(self) -> Semester:
        """The semester of the week."""
        return semester_of_week(self.week)

    def __str__(self) -> str:
        return f"{self.week}/{self.bucket:03}"

    @classmethod
    def parse(cls, text: str) -> Slot:
        """Read what `str` wrote."""
        week, _, bucket = text.partition("/")
        return cls(date.fromisoformat(week), int(bucket))

    @property
    def folder(self) -> str:
        """The folder of the slot inside a table's folder."""
        semester = self.semester
        year = semester.school_year.start_year
        return f"school_year={year}/semester={semester.number}/week={self.week}"


@dataclass(frozen=True)
class Part:
    """One Parquet file: its path below the store's root, its rows, and the print of its content."""

    path: str
    rows: int
    print: str


Parts = dict[Slot, Part]


@dataclass
class Manifest:
    """Parts of each table by slot, and snapshots that are put as a whole."""

    buckets: int
    tables: dict[str, Parts] = field(default_factory=dict)
    snapshots: dict[str, Part] = field(default_factory=dict)

    def parts(self, table: str) -> Parts:
        """The parts of a table."""
        return self.tables.setdefault(table, {})

    def version(self) -> str:
        """Twelve signs that change whenever any content does."""
        names = sorted(
            [
                f"{table} {slot} {part.print}"
                for table, parts in self.tables.items()
                for slot, part in parts.items()
            ]
            + [f"{table} {part.print}" for table, part in self.snapshots.items()]
        )
        return sha256("\n".join(names).encode()).hexdigest()[:12]

    def paths(self) -> set[str]:
        """Every file that is named."""
        parts = (part for table in self.tables.values() for part in table.values())
        return {part.path for part in parts} | {part.path for part in self.snapshots.values()}


def read_manifest(path: Path, *, buckets: int) -> Manifest:
    """The manifest, or an empty one where there is none. StoreError if it cannot be read."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest(buckets)
    except (OSError, ValueError) as fault:
        raise StoreError(
            f"{path}: cannot be read ({fault}); restore the store's folder from its copy."
        ) from fault
    if values.get("format") != 1:
        raise StoreError(
            f"{path}: is of format {values.get('format')}; this version of the programme reads 1."
        )
    return Manifest(
        values["buckets"],
        {
            table: {Slot.parse(slot): Part(*part) for slot, part in parts.items()}
            for table, parts in values["tables"].items()
        },
        {table: Part(*part) for table, part in values["snapshots"].items()},
    )


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Swap the manifest: whoever reads sees the old one or the new one, also after a loss of power."""
    write_json(
        path,
        {
            "format": 1,
            "buckets": manifest.buckets,
            "tables": {
                table: {str(slot): [part.path, part.rows, part.print] for slot, part in sorted(parts.items())}
                for table, parts in sorted(manifest.tables.items())
            },
            "snapshots": {
                table: [part.path, part.rows, part.print]
                for table, part in sorted(manifest.snapshots.items())
            },
        },
    )


def write_json(path: Path, values: Mapping[str, object]) -> None:
    """Write a small file whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8") as file:
        file.write(json.dumps(values, separators=(",", ":")))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder last through a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
