"""What a journal file becomes in the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.jobs.journals.school import School, journal, line, rejected, taken

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def test_attendance_of_a_latvian_csv_stands_in_the_store(school: School, folder: Path) -> None:
    path = journal(
        folder,
        [
            line("L1", "05.10.2026", "1", "Matemātika", "ir"),
            line("L1", "05.10.2026", "2", "Sports", "ns"),
            line("L2", "2026-10-05", "1.", "matemātika", "n"),
        ],
    )

    card = taken(path, school)

    assert (card.state, card.accepted, card.rejected, rejected(card)) == ("taken", 3, 0, [])
    assert school.rows() == [
        ("L1", DAY, 1, "matemātika", 0),
        ("L1", DAY, 2, "sports", 4),
        ("L2", DAY, 1, "matemātika", 3),
    ]
