"""The store of journals (žurnālu krātuve): Parquet by school year, semester, week and bucket of schools.

A school's span of days is replaced whole: new files are written aside, then the manifest is swapped. A crash at any
moment leaves the old or the new state; files that no manifest names are swept later. Readers read only what the
manifest names. A file is named by the print of its content, so the same rows put again change nothing.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.manifest import Manifest, Part, Slot, StoreError, read_manifest, write_manifest
from pumpurs.analytics.rows import EPOCH, Ints, arranged, integers, shaped, weeks, write_rows
from pumpurs.analytics.tables import JOURNALS, SNAPSHOTS, Shape

BUCKETS = 16
Batches: TypeAlias = pa.Table | Iterable[pa.RecordBatch]


@dataclass(frozen=True, order=True)
class Scope:
    """A school's days from `first` up to, not including, `end`: what one file replaces."""

    institution: int
    first: date
    end: date


@dataclass(frozen=True)
class Change:
    """What a replacement did: rows in its scopes before and after, and the weeks whose content changed."""

    rows_before: int
    rows_after: int
    weeks: tuple[date, ...]

    @property
    def nothing(self) -> bool:
        """Whether everything was so already."""
        return not self.weeks


class Store:
    """A folder with journals. One writer at a time; the second waits."""

    def __init__(self, root: Path, *, buckets: int = BUCKETS) -> None:
        self.root = root
        self._buckets = buckets
        root.mkdir(parents=True, exist_ok=True)

    @property
    def _manifest_path(self) -> Path:
        return self.root / "manifest.json"

    def manifest(self) -> Manifest:
        """What is current now."""
        return read_manifest(self._manifest_path, buckets=self._buckets)

    def replace(self, table: str, institution: int, first: date, end: date, rows: pa.Table) -> Change:
        """Put `rows` in place of all a school has in a table from `first` up to, not including, `end`.

        StoreError, and nothing changed, if a row is of another school or day, does not fit, or stands twice.
        """
        return self.replace_many(table, [Scope(institution, first, end)], rows)

    def replace_many(self, table: str, scopes: Iterable[Scope], rows: Batches) -> Change:
        """The same for many schools at once; batches are spooled by week, so memory holds one week of them."""
        shape, wanted = _journal(table), sorted(set(scopes))
        self._spools.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._spools) as spool, self.writing():
            spooled = _spool(rows, shape, wanted, Path(spool))
            manifest = self.manifest()
            touched = spooled.keys() | {
                slot.week for slot in manifest.parts(table) if _reaches(wanted, slot.week)
            }
            before = after = 0
            changed = []
            for week in sorted(touched):
                fresh = _week_of(spooled.get(week), shape)
                old, new = self._replace_week(manifest, shape, week, wanted, fresh)
                before, after = before + old, after + fresh.num_rows
                changed += [week] if new else []
            if changed:
                write_manifest(self._manifest_path, manifest)
        return Change(before, after, tuple(changed))

    def _replace_week(
        self, manifest: Manifest, shape: Shape, week: date, scopes: list[Scope], fresh: pa.Table
    ) -> tuple[int, bool]:
        """One week; gives how many rows stood in the scopes and whether anything is different now."""
        parts, dropped, changed = manifest.parts(shape.name), 0, False
        buckets = integers(fresh["institution"]) % manifest.buckets
        fresh = arranged(fresh, shape, [buckets])
        buckets = np.sort(buckets)
        for bucket in sorted({*buckets.tolist(), *(one.institution % manifest.buckets for one in scopes)}):
            slot = Slot(week, bucket)
            low, high = np.searchsorted(buckets, [bucket, bucket + 1])
            rows, old = fresh.slice(low, high - low), parts.get(slot)
            if old is not None:
                stays = _outside(pq.read_table(self.root / old.path, partitioning=None), shape, scopes)
                dropped += old.rows - stays.num_rows
                rows = arranged(pa.concat_tables([stays, rows]), shape) if stays.num_rows else rows
            changed |= self._put(parts, slot, shape, rows)
        return dropped, changed

    def _put(self, parts: dict[Slot, Part], slot: Slot, shape: Shape, rows: pa.Table) -> bool:
        """Write the slot's rows; gives whether its content is another now."""
        old = parts.get(slot)
        if not rows.num_rows:
            parts.pop(slot, None)
            return old is not None
        path, content = write_rows(rows, self.root, f"{shape.name}/{slot.folder}", f"{slot.bucket:03}")
        parts[slot] = Part(path, rows.num_rows, content)
        return old is None or old.print != content

    def put(self, table: str, rows: pa.Table) -> Change:
        """Put a snapshot such as enrolment in place of the one before."""
        if table not in SNAPSHOTS:
            raise StoreError(f"{table}: is no snapshot; there are {', '.join(SNAPSHOTS)}.")
        shape = SNAPSHOTS[table]
        rows = arranged(shaped(rows, shape), shape)
        with self.writing():
            manifest = self.manifest()
            old = manifest.snapshots.get(table)
            path, content = write_rows(rows, self.root, table, table)
            manifest.snapshots[table] = Part(path, rows.num_rows, content)
            if old is None or old.print != content:
                write_manifest(self._manifest_path, manifest)
                return Change(old.rows if old else 0, rows.num_rows, (EPOCH,))
        return Change(rows.num_rows, rows.num_rows, ())

    def read(self, table: str, institution: int, first: date, end: date) -> pa.Table:
        """A school's rows of a table, in order; enough to undo a replacement with."""
        shape, manifest = _journal(table), self.manifest()
        scope = Scope(institution, first, end)
        found = []
        for path in self.files(manifest, table, [scope]):
            rows = pq.read_table(path, partitioning=None)
            found.append(rows.filter(pa.array(_inside(rows, shape, [scope]))))
        return pa.concat_tables(found) if found else shape.arrow.empty_table()

    def files(self, manifest: Manifest, table: str, scopes: Iterable[Scope]) -> list[Path]:
        """The files of a table that may hold rows of these schools and days."""
        wanted = list(scopes)
        buckets = {one.institution % manifest.buckets for one in wanted}
        return [
            self.root / part.path
            for slot, part in sorted(manifest.parts(table).items())
            if slot.bucket in buckets and _reaches(wanted, slot.week)
        ]

    def forget(self, before: date) -> int:
        """Let go of every week of journals that ended before a day; gives how many rows. Their files are swept."""
        with self.writing():
            manifest, rows = self.manifest(), 0
            for table in JOURNALS:
                parts = manifest.parts(table)
                for slot in [one for one in parts if one.week + timedelta(days=7) <= before]:
                    rows += parts.pop(slot).rows
            if rows:
                write_manifest(self._manifest_path, manifest)
        self.sweep()
        return rows

    def sweep(self) -> int:
        """Delete files that no manifest names, unless somebody is reading; gives how many."""
        with self.writing(), (self.root / "readers.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return 0
            named, swept = self.manifest().paths(), 0
            for table in (*JOURNALS, *SNAPSHOTS):
                for path in (self.root / table).rglob("*.parquet*"):
                    if path.relative_to(self.root).as_posix() not in named:
                        path.unlink()
                        swept += 1
            for left in self._spools.glob("*"):
                shutil.rmtree(left, ignore_errors=True)
            return swept

    @property
    def _spools(self) -> Path:
        return self.root / "incoming"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Only one writer at a time; also between processes."""
        with (self.root / "writer.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def reading(self) -> Iterator[Manifest]:
        """What is current, and none of its files is swept inside."""
        with (self.root / "readers.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield self.manifest()


def _journal(table: str) -> Shape:
    if table not in JOURNALS:
        raise StoreError(f"{table}: is no table of journals; there are {', '.join(JOURNALS)}.")
    return JOURNALS[table]


def _reaches(scopes: list[Scope], week: date) -> bool:
    end = week + timedelta(days=7)
    return any(one.first < end and week < one.end for one in scopes)


def _inside(rows: pa.Table, shape: Shape, scopes: list[Scope]) -> npt.NDArray[np.bool_]:
    """For each row whether it lies in one of the scopes."""
    schools, days = integers(rows["institution"]), integers(rows[shape.day])
    inside = np.zeros(len(schools), np.bool_)
    for layer in _layers(scopes):
        numbers, firsts, ends = (np.array(column) for column in zip(*layer, strict=True))
        place = np.minimum(np.searchsorted(numbers, schools), len(numbers) - 1)
        inside |= (numbers[place] == schools) & (days >= firsts[place]) & (days < ends[place])
    return inside


def _layers(scopes: list[Scope]) -> list[list[tuple[int, int, int]]]:
    """The scopes as lists in order of school in which each school stands once."""
    layers: list[list[tuple[int, int, int]]] = []
    seen: Counter[int] = Counter()
    for one in scopes:
        if len(layers) <= seen[one.institution]:
            layers.append([])
        row = (one.institution, (one.first - EPOCH).days, (one.end - EPOCH).days)
        layers[seen[one.institution]].append(row)
        seen[one.institution] += 1
    return layers


def _outside(rows: pa.Table, shape: Shape, scopes: list[Scope]) -> pa.Table:
    return rows.filter(pa.array(~_inside(rows, shape, scopes)))


def _spool(rows: Batches, shape: Shape, scopes: list[Scope], folder: Path) -> dict[date, Path]:
    """Cut the rows by week into files aside. StoreError if a row lies outside every scope."""
    writers: dict[int, pa.ipc.RecordBatchFileWriter] = {}
    try:
        for batch in rows.to_batches() if isinstance(rows, pa.Table) else rows:
            table = shaped(pa.Table.from_batches([batch]), shape)
            stray = ~_inside(table, shape, scopes)
            if stray.any():
                one = table.slice(int(np.argmax(stray)), 1).to_pylist()[0]
                raise StoreError(
                    f"{shape.name}: a row of school {one['institution']} on {one[shape.day or '']} "
                    f"is not among the schools and days that are replaced."
                )
            for week, part in _by_week(table, weeks(table[shape.day])):
                if week not in writers:
                    writers[week] = pa.ipc.new_file(folder / f"{week}.arrow", shape.arrow)
                writers[week].write_table(part)
    finally:
        for writer in writers.values():
            writer.close()
    return {EPOCH + timedelta(days=week): folder / f"{week}.arrow" for week in writers}


def _by_week(table: pa.Table, week_of_row: Ints) -> Iterator[tuple[int, pa.Table]]:
    """The rows of each week, in the order they came."""
    found = np.unique(week_of_row)
    if len(found) == 1:
        yield int(found[0]), table
        return
    places = np.argsort(week_of_row, kind="stable")
    cuts = np.searchsorted(week_of_row[places], found)
    ordered = table.take(pa.array(places))
    for week, low, high in zip(found, cuts, [*cuts[1:], len(places)], strict=True):
        yield int(week), ordered.slice(low, high - low)


def _week_of(path: Path | None, shape: Shape) -> pa.Table:
    if path is None:
        return shape.arrow.empty_table()
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()
