"""Large files go past the slow judge: what they become is the same, and what the fast reader cannot read is told."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from pumpurs.analytics.intake import meaning
from pumpurs.jobs.journals import opening
from tests.jobs.journals.hostile_journals import CASES, HEADER
from tests.jobs.journals.school import School, journal, line, reasons, rejected, taken

pytestmark = pytest.mark.django_db
SAME = (
    "a byte order mark", "Windows-1257", "tabs", "lines of Unix", "no end of line at the end", "quoted cells",
    "a line break in a cell", "a column too many in a row", "a quote that never closes", "text after a quote",
    "half a file", "NUL bytes", "a heading twice", "a day that is none", "a learner of another school",
    "the same lesson twice", "a word nobody knows", "a line break in a heading", "a line break in the first heading",
)  # fmt: skip


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL_BYTES", 0)


@pytest.mark.parametrize("name", SAME)
def test_a_large_file_ends_as_a_small_one_would(name: str, school: School, folder: Path) -> None:
    case = CASES[name]

    card = taken(case.make(folder), school, what=case.what)

    assert (card.state, card.accepted) == (case.state, case.accepted)
    assert [(row, code) for row, _, _, code in rejected(card) if (row, code) in case.rejections] == list(
        case.rejections
    )
    assert case.reason in reasons(card) or not (case.reason or card.reasons)


def test_a_formula_in_a_large_file_is_a_rejected_row(school: School, folder: Path) -> None:
    rows = [line("L2", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 20)]
    path = journal(folder, [*rows, line("L1", "05.10.2026", 1, "=HYPERLINK(1)", "n")], header=HEADER)

    card = taken(path, school)

    assert [(row, code) for row, _, _, code in rejected(card)] == [(21, "journal.row.formula")]


def test_a_column_that_holds_anything_at_all_is_told(
    school: School, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(meaning.__dict__, "KEPT_REJECTIONS", 5)
    rows = [line("L1", f"x{number}", 1, "Sports", "n") for number in range(5_000)]

    card = taken(journal(folder, rows), school)

    assert (card.state, reasons(card)) == ("refused", ["journal.file.column_varies"])


def test_memory_does_not_grow_with_the_file(school: School, folder: Path) -> None:
    def path_of(rows: int) -> Path:
        lines = (
            line("L1", f"{1 + number % 19:02}.10.2026", number % 20, f"Priekšmets {number % 40}", "n")
            for number in range(rows)
        )
        return journal(folder, list(lines), name=f"{rows}.csv")

    taken(path_of(20_000), school)
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken(path_of(400_000), school)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before_mb < 250
