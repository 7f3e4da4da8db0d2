"""The rows of an XLSX, read by a child process with bounds on memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

from pumpurs.foundation.intake import workbook_child
from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.intake.tables import Row, judge_row, judged_header


class WorkbookTable:
    """The first sheet of a judged workbook."""

    def __init__(self, path: Path, *, file: str, limits: Limits) -> None:
        self.file = file
        self._path, self._limits = path, limits
        rows = self._spoken()
        try:
            first = next((row for row in rows if any(row[1])), None)
        finally:
            rows.close()
        if first is None:
            raise refused("empty", file=file)
        self._header_row = first[0]
        self.header = judged_header(first[1], file=file, columns=limits.workbook_columns)

    def rows(self) -> Iterator[Row]:
        """The rows below the header; empty ones are passed over but counted."""
        width = len(self.header)
        for number, cells in self._spoken():
            if number <= self._header_row or not any(cells):
                continue
            if any(cells[width:]):
                raise refused("ragged_row", file=self.file, row=number, found=len(cells), expected=width)
            cells = [*cells[:width], *[""] * (width - len(cells))]
            judge_row(cells, self.header, file=self.file, row=number, limits=self._limits)
            yield number, cells

    def _spoken(self) -> Generator[Row, None, None]:  # closing it ends the child
        limits = self._limits
        child = subprocess.Popen(
            [
                sys.executable,
                "-I",
                str(Path(workbook_child.__file__)),
                str(self._path),
                str(limits.workbook_memory_bytes),
                str(limits.workbook_seconds),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": "0", "RUST_BACKTRACE": "0"},
        )
        late = threading.Event()

        def end_late_child() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(limits.workbook_seconds, end_late_child)
        clock.start()
        whole = False
        try:
            assert child.stdout is not None
            for line in child.stdout:
                if line == b"end\n":
                    whole = True
                    break
                yield from json.loads(line)
            if late.is_set():
                raise refused("took_too_long", file=self.file, seconds=int(limits.workbook_seconds))
            if not whole:
                raise refused("broken_workbook", file=self.file)
        finally:
            clock.cancel()
            child.kill()
            if child.stdout is not None:
                child.stdout.close()
            child.wait()
