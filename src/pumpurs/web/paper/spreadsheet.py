"""Tables as files (tabulas datnes): XLSX with typed cells and CSV, safe to open in any spreadsheet.

A cell is a text, a whole number, a Decimal or a date, and stays what it is. A text never becomes a formula: neither by
the writer (XLSX), nor by the program that opens the file (CSV, where a sign that begins a formula gets a ' before it).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from pumpurs.values.cells import as_text

Cell = str | int | Decimal | date | None
LONGEST_TEXT = 32_767  # what a cell of a workbook holds
LONGEST_NAME = 31  # what the name of a worksheet holds
WIDEST, NARROWEST = 48, 9
MONEY, DAY = "# ##0.00", "dd.mm.yyyy"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Table:
    """What is written: a title, columns, rows, and the lines that say who made the file, when and why."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    stamp_title: str
    stamp: Sequence[tuple[str, str]]


def clean(text: str) -> str:
    """A text without control characters and without what no file may hold, as long as a cell."""
    return "".join(letter for letter in text if _printable(letter))[:LONGEST_TEXT]


def _printable(letter: str) -> bool:
    code = ord(letter)
    control = code < 32 or 127 <= code < 160
    return letter == "\n" or not (control or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))


def xlsx(table: Table) -> bytes:
    """The table as a workbook; the stamp stands on a second sheet. No formula, no link, no macro is in it."""
    file = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {**plain, "in_memory": True, "default_date_format": DAY}) as book:
        book.set_properties({"title": clean(table.title)})
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": MONEY})
        sheet = book.add_worksheet(_name(table.title))
        sheet.freeze_panes(1, 0)
        for at, title in enumerate(table.columns):
            sheet.write_string(0, at, clean(title), bold)
            sheet.set_column(at, at, _width(title, (row[at] for row in table.rows)))
        for number, row in enumerate(table.rows, start=1):
            for at, cell in enumerate(row):
                _write(sheet, number, at, cell, money)
        stamp = book.add_worksheet(_name(table.stamp_title))
        stamp.set_column(0, 0, 24)
        stamp.set_column(1, 1, WIDEST)
        for number, (label, value) in enumerate(table.stamp):
            stamp.write_string(number, 0, clean(label), bold)
            stamp.write_string(number, 1, clean(value))
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, cell: Cell, money: object) -> None:
    if isinstance(cell, Decimal):
        sheet.write_number(row, at, cell, money)
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, cell)
    elif cell:
        sheet.write_string(row, at, clean(cell))


def _name(title: str) -> str:
    """A name that a worksheet may have."""
    return (
        "".join(" " if letter in "[]:*?/\\'" else letter for letter in clean(title))[:LONGEST_NAME].strip()
        or "1"
    )


def _width(title: str, cells: Iterable[Cell]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return max(NARROWEST, min(WIDEST, max(len(title), longest) + 2))


def as_csv(table: Table) -> bytes:
    """The table as CSV: UTF-8 with a mark at its beginning, semicolons, decimal commas, as spreadsheets here expect.

    The stamp stands in the last lines, after an empty one.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(title) for title in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    writer.writerow([])
    writer.writerows([_safe(label), _safe(value)] for label, value in table.stamp)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return _safe(cell) if isinstance(cell, str) else str(cell)


def _safe(text: str) -> str:
    """A text in one line that no spreadsheet takes for a formula."""
    return as_text(clean(text).replace("\n", " "))
