"""The facts of an alert in words: where its own threshold comes from."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from pumpurs.programme.alerts.queries.alerts import FactLine
from pumpurs.rulebook import early_warning_rules
from pumpurs.web.words.facts import fact_in_words

DAY = date(2026, 10, 4)
FLAGS, ASSUMED = (
    next(row.source.en for row in early_warning_rules.shown().rows if row.key == key)
    for key in ("grade_repeated", "many_unexcused")
)


@pytest.mark.parametrize(
    ("threshold", "source"),
    [
        (Fraction(15, 100), ASSUMED),  # the youngest grades
        (Fraction(20, 100), f"{FLAGS}; {ASSUMED}"),  # the elder, and years of a vocational course
    ],
)
def test_the_source_is_that_of_the_threshold_that_was_crossed(threshold: Fraction, source: str) -> None:
    limit = threshold.numerator, threshold.denominator
    fact = FactLine("many_missed", "missed_share", "four_weeks", 30, 100, *limit, None, None, DAY, DAY)

    with translation.override("en"):
        assert fact_in_words(fact).source == source
