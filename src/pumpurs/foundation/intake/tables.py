"""What intake gives on: a table with a header and a stream of numbered rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused

_MAY_BEGIN_FORMULA = frozenset("=+-@\t\r ")
_FORMULA = re.compile(r"\s*(=|[+\-@]\s*[^\W\d_]+\s*[(!]|[+\-@]\s*[=@(]|[+\-@].*\|.*!)", re.DOTALL)

_NUL, _STANDS_FOR_NUL = "\x00", "?"
_AFTER_A_BREAK = tuple("\n" + sign for sign in sorted(_MAY_BEGIN_FORMULA))

_LONGEST_NAME = 1_000

Row = tuple[int, list[str]]


class Table(Protocol):
    """One table of an intake. Row 1 is the header; numbers are those a person sees in a spreadsheet."""

    file: str
    header: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """The rows below the header, each as long as the header; may be asked for again and again."""
        ...


def judged_header(cells: list[str], *, file: str, columns: int) -> tuple[str, ...]:
    """The header, blanks and line breaks in names as one blank. Refused where empty, too wide or with a name twice."""
    header = [named(cell) for cell in judged_texts(cells, file=file, row=1)]
    while header and not header[-1]:
        header.pop()
    if not any(header):
        raise refused("no_header", file=file)
    if len(header) > columns:
        raise refused("too_many_columns", file=file, limit=columns)
    seen: set[str] = set()
    for number, name in enumerate(header, start=1):
        if not name:
            raise refused("header_empty", file=file, row=1, column=number)
        if len(name) > _LONGEST_NAME:
            raise refused("cell_too_long", file=file, row=1, column=name[:40], limit=_LONGEST_NAME)
        if name.casefold() in seen:
            raise refused("header_twice", file=file, row=1, column=name)
        judge_cell(name, file=file, row=1, column=name, limits=None)
        seen.add(name.casefold())
    return tuple(header)


def named(cell: str) -> str:
    """The name of a column as people read it: a line break in a cell of the header is a blank."""
    return " ".join(cell.replace(_NUL, _STANDS_FOR_NUL).split())


def judged_texts(cells: list[str], *, file: str, row: int) -> list[str]:
    """Cells as a database can hold them: NUL becomes a question mark. Refused where a sign is half a letter."""
    joined = "".join(cells)
    if not joined.isascii():
        try:
            joined.encode()
        except UnicodeEncodeError as fault:
            raise refused("half_letter", file=file, row=row) from fault
    return [cell.replace(_NUL, _STANDS_FOR_NUL) for cell in cells] if _NUL in joined else cells


def judge_cell(cell: str, *, file: str, row: int, column: str, limits: Limits | None) -> None:
    """Refused where a cell would act as a formula once opened in a spreadsheet, or is too long."""
    if limits is not None and len(cell) > limits.cell_letters:
        raise refused("cell_too_long", file=file, row=row, column=column, limit=limits.cell_letters)
    if cell[:1] in _MAY_BEGIN_FORMULA and _FORMULA.match(cell):
        raise refused("formula", file=file, row=row, column=column)


def judge_row(cells: list[str], header: tuple[str, ...], *, file: str, row: int, limits: Limits) -> None:
    """`judge_cell` for a whole row; the usual row costs a few looks at it as one text."""
    joined = "\n" + "\n".join(cells)
    if len(joined) > limits.cell_letters or any(sign in joined for sign in _AFTER_A_BREAK):
        for at, cell in enumerate(cells):
            judge_cell(cell, file=file, row=row, column=header[at], limits=limits)
