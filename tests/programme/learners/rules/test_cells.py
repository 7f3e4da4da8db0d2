from __future__ import annotations

from datetime import date

import pytest

from pumpurs.programme.learners.rules import cells
from pumpurs.programme.learners.rules.cells import BadCell


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("05", 5),
        ("5", 5),
        ("5.", 5),
        ("5.a", 5),
        ("5a", 5),
        ("12.", 12),
        ("2. kurss", 2),
        ("K2", 2),
        ("KG", None),
        ("", None),
        ("13", None),
    ],
)
def test_a_grade_is_read_as_schools_write_it(text: str, grade: int | None) -> None:
    assert cells.grade(text, column="grades") == grade


@pytest.mark.parametrize("text", ["99", "septītā", "7 un 8", "-1"])
def test_what_is_no_grade_is_rejected(text: str) -> None:
    with pytest.raises(BadCell):
        cells.grade(text, column="grades")


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-01",
        "2026-09-01T00:00:00.000Z",
        "2026-09-01 00:00:00",
        "01.09.2026",
        "1.9.2026.",
        "01/09/2026",
    ],
)
def test_a_date_is_read_as_sources_write_it(text: str) -> None:
    assert cells.day(text, column="beginDate") == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["2026-13-01", "31.02.2026", "2026", "drīz", "2026-09-01 2026-09-02", "46266"]
)
def test_what_is_no_date_is_rejected(text: str) -> None:
    with pytest.raises(BadCell):
        cells.day(text, column="beginDate")


def test_letters_put_together_from_parts_become_one() -> None:
    assert (
        cells.plain_text(" Ke\u0304nin\u0327s\u030c  Ja\u0304nis ", column="", longest=80) == "Kēniņš Jānis"
    )


@pytest.mark.parametrize("text", ["A\x00b", "A\u200bb", "A\u202eb", "A\ud800b", "A\nb", "A\tb", "ā\u2028b"])
def test_invisible_signs_are_rejected(text: str) -> None:
    with pytest.raises(BadCell):
        cells.plain_text(text, column="", longest=80)


def test_a_rejected_value_shows_no_personal_code() -> None:
    assert cells.shown("161175-19998") == "******-***98"
    assert cells.shown("a" * 100) == "a" * 60
