"""From which birthday a learner is of age."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.rulebook import adulthood


@pytest.mark.parametrize(
    ("birth_date", "day", "expected"),
    [
        (date(2008, 10, 5), date(2026, 10, 5), True),
        (date(2008, 10, 6), date(2026, 10, 5), False),
        (date(2004, 2, 29), date(2022, 2, 28), False),
        (date(2004, 2, 29), date(2022, 3, 1), True),
        (date(2006, 3, 1), date(2024, 2, 29), False),
        (date(2006, 3, 1), date(2024, 3, 1), True),
        (None, date(2026, 10, 5), False),
    ],
)
def test_a_learner_is_of_age_from_the_birthday_on(birth_date: date | None, day: date, expected: bool) -> None:
    assert adulthood.of_age(birth_date, day) is expected
