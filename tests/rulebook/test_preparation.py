"""Hours for preparing a plan."""

from __future__ import annotations

from datetime import date

from pumpurs.rulebook import preparation


def test_a_plan_may_count_at_most_six_hours_for_preparing_it() -> None:
    assert preparation.most_hours_on(date(2026, 11, 22)) == 6


def test_the_hours_are_shown_without_needless_places() -> None:
    assert preparation.shown().rows[0].value.en == "up to 6 hours a plan"
