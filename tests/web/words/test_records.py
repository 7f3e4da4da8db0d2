"""The strip of weeks: what counts as figures, what does not in words."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from pumpurs.programme.alerts.queries.records import RecordsPage
from pumpurs.programme.alerts.rules.records import Records, Week
from pumpurs.web.words.records import records_in_words

MONDAY = date(2026, 10, 5)


def cell(week: Week) -> tuple[object, object, object, object]:
    with translation.override("en"):
        found = records_in_words(RecordsPage(MONDAY, Records((week,), (), (), ()))).heat["cells"]
    assert isinstance(found, list)
    return tuple(found[0][name] for name in ("held", "missed", "unexcused", "note"))


def test_a_week_that_counts_is_told_in_figures() -> None:
    assert cell(Week(MONDAY, 30, 3, 2)) == (30, 3, 2, "")


def test_a_week_of_illness_and_one_without_known_lessons_are_told_in_words() -> None:
    assert cell(Week(MONDAY, 0, 0, 0, left_out=28)) == ("–", "–", "–", "ill all week: 28 lessons")
    assert cell(Week(MONDAY, 0, 0, 0, uncounted=3))[3] == "without excuse, counted for the duty alone: 3"


def test_a_week_at_two_schools_is_the_sum_of_both() -> None:
    both = Week(MONDAY, 10, 2, 1, left_out=5).with_school(Week(MONDAY, 4, 1, 0, uncounted=3))

    assert both == Week(MONDAY, 14, 3, 1, uncounted=3, left_out=5)
