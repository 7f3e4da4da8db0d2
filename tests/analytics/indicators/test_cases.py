"""Every indicator as drawn journals, on DuckDB; the same cases on Spark stand in test_engines."""

from __future__ import annotations

import pytest

from pumpurs.analytics.indicators import VALUES
from pumpurs.analytics.scoring import Result
from pumpurs.rulebook import indicators
from tests.analytics.drawn import place, score, together, values
from tests.analytics.indicators.cases import CASES, Case


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """All cases scored at once: their learners never meet."""
    return score(place(tmp_path_factory.mktemp("store"), together(*(case.drawn for case in CASES))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.indicator}: {case.says}")
def test_figure_of_drawn_journals(case: Case, result: Result) -> None:
    found = values(result, case.indicator, case.window)

    assert {learner: found[learner] for learner in found if learner in case.learners} == case.expected


def test_every_indicator_has_a_drawn_case_a_file_and_a_block_of_the_rulebook() -> None:
    assert {case.indicator for case in CASES} == set(VALUES) == set(indicators.table().rules)
    for name, value in VALUES.items():
        assert value.__module__ == f"pumpurs.analytics.indicators.{name}"
