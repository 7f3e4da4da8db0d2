"""Opening a journal file, whatever its format, as one plain CSV in UTF-8 that a fast reader can read.

CSV and XLSX go through the house's intake, which judges strangers' files. A large CSV is read as it is and only where
the fast reader stumbles by the slow one, which says in which row and why.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pumpurs.foundation.intake.csv_table import CsvTable
from pumpurs.foundation.intake.limits import MIB
from pumpurs.foundation.intake.opening import Intake, Kind, opened
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.intake.tables import Row, Table, judged_header, judged_texts
from pumpurs.jobs.journals import parquet_child
from pumpurs.jobs.journals.json_lines import JsonLines
from pumpurs.jobs.journals.places import LIMITS
from pumpurs.programme.alerts.rules import journal_oneroster
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.values.reasons import Reason, Refused

SMALL_BYTES = 8 * MIB  # up to here every cell is judged one by one
CHILD_MEMORY_BYTES, CHILD_SECONDS = 3072 * MIB, 300
EXAMPLES = 3


@dataclass(frozen=True)
class Plain:
    """A journal file as a plain CSV. `numbered`: a first column tells the row's number, and `rows` how many there are.

    `table` is the slow reader.
    """

    path: Path
    header: tuple[str, ...]
    separator: str
    numbered: bool
    kind: str
    fingerprint: str
    table: Table | None = None
    rows: int | None = None

    def examples(self) -> list[list[str]]:
        """The first rows, as they stand."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=self.separator)
            next(rows, None)
            first = [row[1:] if self.numbered else row for _, row in zip(range(EXAMPLES), rows, strict=False)]
        return [row for row in first if len(row) == len(self.header)]


@contextmanager
def plain(path: Path, *, name: str, what: What, folder: Path) -> Iterator[Plain]:
    """The file at `path` as a plain CSV, written into `folder` where it is none. Refused with reasons."""
    start = _start_of(path)
    if start.startswith(b"PAR1"):
        yield _from_parquet(path, name, folder)
        return
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        lines = JsonLines(path, file=name, limits=LIMITS)
        yield _written(
            lines.rows(), lines.header, folder, file=name, kind="json_lines", fingerprint=print_of(path)
        )
        return
    with opened(path, name=name, limits=LIMITS) as intake:
        yield _of_intake(intake, path, what, folder)


def again_slowly(given: Plain, folder: Path) -> Plain:
    """What the fast reader could not read, read row by row. Refused with the row and why."""
    if given.table is None:
        raise refused("broken_quotes", file=given.path.name, row=1)
    return _written(
        given.table.rows(), given.header, folder,
        file=given.table.file, kind=given.kind, fingerprint=given.fingerprint,
    )  # fmt: skip


def _of_intake(intake: Intake, path: Path, what: What, folder: Path) -> Plain:
    if intake.kind is Kind.BUNDLE:
        if what is not What.MARKS:
            raise Refused(Reason("journal.oneroster.only_marks", {"file": intake.name}))
        rows, version = journal_oneroster.marks(intake.tables, file=intake.name)
        return _written(
            rows, journal_oneroster.HEADER, folder,
            file=intake.name, kind=f"oneroster{version}", fingerprint=intake.fingerprint,
        )  # fmt: skip
    table = intake.table()
    kind, fingerprint = intake.kind.value, intake.fingerprint
    if not isinstance(table, CsvTable) or table.header_breaks or path.stat().st_size <= SMALL_BYTES:
        return _written(
            table.rows(), table.header, folder, file=intake.name, kind=kind, fingerprint=fingerprint
        )
    if table.encoding != "utf-8-sig":
        path = _recoded(path, table.encoding, folder)
    return Plain(path, table.header, table.separator, False, kind, fingerprint, table)


def _start_of(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(256)
    except OSError as fault:
        raise refused("not_readable", file=path.name) from fault


def _written(
    rows: Iterable[Row], header: Sequence[str], folder: Path, *, file: str, kind: str, fingerprint: str
) -> Plain:
    """Columns are named by their place: what strangers call them never stands in the fast reader's way."""
    path, count = folder / "plain.csv", 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", *(f"c{place}" for place in range(len(header)))])
        for number, cells in rows:
            writer.writerow([number, *judged_texts(cells, file=file, row=number)])
            count += 1
    return Plain(path, tuple(header), ",", True, kind, fingerprint, rows=count)


def _recoded(path: Path, encoding: str, folder: Path) -> Path:
    target = folder / "recoded.csv"
    with (
        path.open(encoding=encoding, newline="") as given,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while text := given.read(MIB):
            out.write(text)
    return target


def _from_parquet(path: Path, name: str, folder: Path) -> Plain:
    if path.stat().st_size > LIMITS.packed_bytes:
        raise refused("too_big", file=name, limit_mb=LIMITS.packed_bytes // MIB)
    target = folder / "plain.csv"
    may_come_out = max(LIMITS.ratio_free_bytes, LIMITS.ratio * path.stat().st_size)
    csv_bytes = min(LIMITS.inflated_bytes, may_come_out)
    bounds = (CHILD_MEMORY_BYTES, CHILD_SECONDS, csv_bytes, LIMITS.cell_letters, LIMITS.rows)
    try:
        child = subprocess.run(
            [sys.executable, "-I", parquet_child.__file__, str(path), str(target), *map(str, bounds)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={},
            timeout=CHILD_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as fault:
        raise refused("took_too_long", file=name, seconds=CHILD_SECONDS) from fault
    if child.returncode == parquet_child.NESTED:
        raise Refused(Reason("journal.parquet.nested", {"file": name}))
    if child.returncode == parquet_child.INFLATES:
        raise refused("inflates_too_much", file=name, ratio=LIMITS.ratio)
    if child.returncode:
        raise Refused(Reason("journal.parquet.broken", {"file": name}))
    names, rows = json.loads(child.stdout)
    header = judged_header(names, file=name, columns=LIMITS.columns)
    if len(header) != len(names):
        raise refused("header_empty", file=name, row=1, column=len(names))
    return Plain(target, header, ",", True, "parquet", print_of(path), rows=rows)


def print_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(MIB):
            digest.update(chunk)
    return digest.hexdigest()
