"""Tables as files: typed cells, no text ever a formula, and a stamp that says who, when and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pumpurs.web.paper.spreadsheet import Cell, Table, as_csv, xlsx

EVIL = ["=1+1", "+371", "-2", "@SUM(A1)", "  =1+1", "\t=1", "\u00a0=1", '=HYPERLINK("http://x")', "'=1"]


def table(*rows: list[Cell]) -> Table:
    return Table("Stundas", ["Kas", "Cik"], rows, "Par datni", [("Kas", "=Anna"), ("Kad", "04.11.2026.")])


def read(content: bytes, sheet: int = 0) -> list[list[object]]:
    rows: list[list[object]] = (
        CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()
    )
    return rows


def csv_lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").split("\r\n")


def test_cells_keep_their_type() -> None:
    rows = read(xlsx(table(["Anna", 60], [Decimal("12.50"), date(2026, 10, 8)], [None, 0])))

    assert rows[1] == ["Anna", 60.0]
    assert rows[2] == [12.5, date(2026, 10, 8)]
    assert rows[3] == ["", 0.0]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_a_formula_in_the_workbook(text: str) -> None:
    content = xlsx(table([text, 1]))

    parts = ZipFile(BytesIO(content))
    for name in parts.namelist():
        assert b"<f>" not in parts.read(name)
        assert b"<hyperlink " not in parts.read(name)
    assert str(read(content)[1][0]).strip() == text.strip()


@pytest.mark.parametrize("text", EVIL[:-1])
def test_no_text_begins_a_formula_in_the_csv(text: str) -> None:
    first = csv_lines(as_csv(table([text, 1])))[1].lstrip('"')

    assert first.startswith("'")


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_written(text: str) -> None:
    content = as_csv(table([text, 1]))

    assert xlsx(table([text, 1]))
    assert not csv_lines(content)[1].lstrip('" \u00a0').startswith(("=", "+", "-", "@"))


def test_the_csv_has_a_mark_semicolons_and_decimal_commas() -> None:
    content = as_csv(table(["Anna", Decimal("1234.50")], [date(2026, 10, 8), -20]))

    assert content.startswith(b"\xef\xbb\xbf")
    assert csv_lines(content)[:3] == ["Kas;Cik", "Anna;1234,50", "08.10.2026;-20"]


def test_the_stamp_stands_on_a_second_sheet_and_below_the_csv() -> None:
    assert read(xlsx(table()), sheet=1) == [["Kas", "=Anna"], ["Kad", "04.11.2026."]]
    assert csv_lines(as_csv(table()))[1:4] == ["", "Kas;'=Anna", "Kad;04.11.2026."]


def test_a_title_with_letters_that_no_worksheet_may_have_is_written() -> None:
    odd = Table("[a]:b*c?/d\\" + "e" * 40, ["x"], [[1]], "'", [])

    assert read(xlsx(odd))[1] == [1.0]
