"""JSON lines (JSON rindas): one row an object, the names in the first one are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pumpurs.foundation.intake.archive import printable
from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.intake.tables import Row, judge_row, judged_header, named
from pumpurs.values.reasons import Reason, Refused

FIRST_ROW = 1


class JsonLines:
    """A file of JSON objects, one in a line."""

    def __init__(self, path: Path, *, file: str, limits: Limits) -> None:
        self.file = file
        self._path, self._limits = path, limits
        first = next(self._objects(), None)
        if first is None:
            raise refused("empty", file=file)
        self.header = judged_header([str(name) for name in first[1]], file=file, columns=limits.columns)

    def rows(self) -> Iterator[Row]:
        """Each object as cells in the order of the first one's names."""
        places = {name: place for place, name in enumerate(self.header)}
        for number, values in self._objects():
            cells = [""] * len(self.header)
            for name, value in values.items():
                place = places.get(named(name))
                if place is None:
                    raise self._wrong("unknown_name", number, name=printable(name[:40]))
                if isinstance(value, (dict, list)):
                    raise self._wrong("nested", number, name=printable(name[:40]))
                cells[place] = _text(value)
            judge_row(cells, self.header, file=self.file, row=number, limits=self._limits)
            yield number, cells

    def _objects(self) -> Iterator[tuple[int, dict[str, Any]]]:
        longest = self._limits.line_letters
        with self._path.open("rb") as file:
            number = 0
            while line := file.readline(longest):
                number += 1
                if len(line) >= longest and not line.endswith(b"\n"):
                    raise refused("line_too_long", file=self.file, row=number, limit=longest)
                if not line.strip():
                    continue
                try:
                    values = json.loads(line.decode("utf-8-sig" if number == FIRST_ROW else "utf-8"))
                except UnicodeDecodeError as fault:
                    raise refused("wrong_encoding", file=self.file) from fault
                except (ValueError, RecursionError) as fault:
                    raise self._wrong("not_an_object", number) from fault
                if not isinstance(values, dict):
                    raise self._wrong("not_an_object", number)
                if number > self._limits.rows:
                    raise refused("too_many_rows", file=self.file, limit=self._limits.rows)
                yield number, values

    def _wrong(self, code: str, row: int, **values: object) -> Refused:
        return Refused(Reason(f"journal.json.{code}", {"file": self.file, "row": row, **values}))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
