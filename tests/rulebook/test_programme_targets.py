"""How far the programme is to reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pumpurs.rulebook import programme_targets
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)


def test_611_institutions_and_four_fifths_of_the_municipalities_are_to_join() -> None:
    assert programme_targets.institutions_on(DAY) == 611
    assert programme_targets.municipalities_share_on(DAY) == Decimal("0.80")


def test_a_share_is_shown_in_percent() -> None:
    assert [row.value.en for row in programme_targets.shown().rows] == ["at least 611", "at least 80 %"]


def test_a_share_above_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="a share lies between 0 and 1"):
        programme_targets.read(plant(tmp_path, "programme_targets", "amount = 0.80", "amount = 80"))
