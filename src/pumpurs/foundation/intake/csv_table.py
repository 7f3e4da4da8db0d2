"""A CSV as a stream of rows: comma, semicolon or tab; broken, ragged and half-written rows are refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO

from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.intake.tables import Row, judge_row, judged_header

_SEPARATORS = (",", ";", "\t")
_MOST_HEADER_LINES = 100


class CsvTable:
    """One CSV. `opens` gives its bytes anew each time; `encoding` was found by `encoding_of`.

    `encoding`, `separator` and `header_breaks` (the header is more than one line) may be asked by a faster reader;
    whatever that one cannot read is read here.
    """

    def __init__(self, opens: Callable[[], IO[bytes]], *, file: str, encoding: str, limits: Limits) -> None:
        self.file = file
        self._opens, self.encoding, self._limits = opens, encoding, limits
        with opens() as stream:
            self.separator = _separator_of(_header_of(_lines(self._text(stream), file=file, limits=limits)))
        with opens() as stream:
            first = next(self._records(stream), None)
        if first is None:
            raise refused("empty", file=file)
        self._width = len(first[1])
        self.header_breaks = any(sign in cell for cell in first[1] for sign in "\r\n")
        self.header = judged_header(first[1], file=file, columns=limits.columns)

    def rows(self) -> Iterator[Row]:
        """The rows below the header. Blank lines are passed over but counted."""
        file, limits, header, width = self.file, self._limits, self.header, self._width
        taken, used = 0, len(header)
        with self._opens() as stream:
            records = self._records(stream)
            next(records, None)
            for number, cells in records:
                if len(cells) != width:
                    if not any(cells):
                        continue
                    self._refuse_ragged(number, cells, records)
                taken += 1
                if taken > limits.rows:
                    raise refused("too_many_rows", file=file, limit=limits.rows)
                if used != width:
                    if any(cells[used:]):
                        raise refused("ragged_row", file=file, row=number, found=len(cells), expected=used)
                    cells = cells[:used]
                judge_row(cells, header, file=file, row=number, limits=limits)
                yield number, cells

    def _refuse_ragged(self, number: int, cells: list[str], records: Iterator[Row]) -> None:
        last = next(records, None) is None
        code = "half_written" if last and len(cells) < self._width else "ragged_row"
        raise refused(code, file=self.file, row=number, found=len(cells), expected=self._width)

    def _text(self, stream: IO[bytes]) -> io.TextIOWrapper:
        return io.TextIOWrapper(stream, encoding=self.encoding, errors="strict", newline="")

    def _records(self, stream: IO[bytes]) -> Iterator[Row]:
        lines = _lines(self._text(stream), file=self.file, limits=self._limits)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                code = "half_written" if "unexpected end" in str(fault) else "broken_quotes"
                raise refused(code, file=self.file, row=number + 1) from fault
            number += 1
            yield number, cells


def _lines(text: io.TextIOWrapper, *, file: str, limits: Limits) -> Iterator[str]:
    """Lines of bounded length: a line of hundreds of megabytes never stands in memory."""
    number = 0
    longest = limits.line_letters
    while True:
        try:
            line = text.readline(longest)
        except UnicodeDecodeError as fault:
            raise refused("wrong_encoding", file=file, row=number + 1) from fault
        if not line:
            return
        number += 1
        if len(line) >= longest and not line.endswith(("\n", "\r")):
            raise refused("line_too_long", file=file, row=number, limit=longest)
        yield line


def _header_of(lines: Iterator[str]) -> str:
    """The first line, and those after it as long as a name in quotes goes on."""
    header = ""
    for line in islice(lines, _MOST_HEADER_LINES):
        header += line
        if header.count('"') % 2 == 0:
            break
    return header


def _separator_of(header: str) -> str:
    """The separator that parts the header most; a name in quotes does not count."""
    outside = "".join(header.split('"')[::2])
    counts = {separator: outside.count(separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: counts[separator])
    return best if counts[best] else ","
