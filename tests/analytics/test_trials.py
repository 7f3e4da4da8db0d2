"""Who left and who finished, as trials of rules tell them apart in autumn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.analytics.trials import known_and_out
from tests.analytics.drawn import place_drawn, score
from tests.analytics.indicators.cases import LESSONS, STAYS

AUTUMN = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("grade", "end", "left"),
    [
        (12, "2026-07-01", False),
        (12, "2026-09-01", False),  # the last day is 31 August
        (12, "2026-09-08", False),  # the day on which September's list was confirmed
        (24, "2026-09-01", False),
        (9, "2026-09-01", False),
        (11, "2026-09-01", True),
        (22, "2026-09-08", True),
        (12, "2026-05-01", True),  # the last day is 30 April
    ],
)
def test_who_finished_a_level_did_not_leave(tmp_path: Path, grade: int, end: str, left: bool) -> None:
    drawn = {
        "attendance": f"{LESSONS}\n1 | 1 | 2026-04-14 | 1 | 1 | 0",
        "enrolment": f"{STAYS}\n1 | 1 | 1 | {grade} | 2025 | 2025-09-01 | {end}",
    }

    _known, out = known_and_out(score(place_drawn(tmp_path, drawn), AUTUMN))

    assert out == ({1} if left else set())
