"""The facts of an alert in words: where its own threshold comes from."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from pumpurs.programme.alerts.queries.alerts import FactLine
from pumpurs.rulebook import early_warning_rules
from pumpurs.web.words.facts import fact_in_words, figure_in_words

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


@pytest.mark.parametrize(
    ("value", "limit", "said"),
    [
        (Fraction(34, 114), Fraction(1, 5), "29.8%"),
        (Fraction(1999, 10_000), Fraction(1, 5), "19.9%"),  # is 19.99 %, and 20 % was not reached
        (Fraction(1, 5), Fraction(1, 5), "20%"),
        (Fraction(1, 8), Fraction(1, 5), "12.5%"),
    ],
)
def test_a_figure_is_rounded_and_never_seems_to_reach_a_limit_that_it_does_not(
    value: Fraction, limit: Fraction, said: str
) -> None:
    with translation.override("en"):
        assert figure_in_words(value, "share", short_of=limit) == said


def test_a_mean_mark_just_below_its_limit_is_said_below_it() -> None:
    with translation.override("en"):
        assert figure_in_words(Fraction(3999, 1000), "marks", short_of=Fraction(4)) == "3.99"
        assert figure_in_words(Fraction(3996, 1000), "marks", short_of=Fraction(3)) == "4.00"
