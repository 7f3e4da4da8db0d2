"""What one hour costs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import unit_rates
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant


def test_the_hourly_rate_says_that_it_is_for_demonstration() -> None:
    rate = unit_rates.hourly_on(date(2026, 11, 22))

    assert str(rate.eur) == "12.00"
    assert rate.demonstration
    assert unit_rates.shown().rows[0].mark == "demonstration"
    assert "paraugvērtība" in unit_rates.shown().rows[0].value.lv


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("eur = 12.00", "eur = 12.005", "hour.rate.eur: has parts of a cent"),
        ("eur = 12.00", 'eur = "12.00"', "hour.rate.eur: must be a number such as 30.00"),
        ("demonstration = true", 'demonstration = "yes"', "hour.rate.demonstration: must be true or false"),
    ],
)
def test_a_faulty_rate_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        unit_rates.read(plant(tmp_path, "unit_rates", right, wrong))

    assert str(refused.value).startswith(f"unit_rates.toml, {said}")
