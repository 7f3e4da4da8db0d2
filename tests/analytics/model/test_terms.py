"""The table of a model is the model: what the library predicts, base + sum, and a hash that holds."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pumpurs.analytics.engines import engine
from pumpurs.analytics.model import boosting, regression
from pumpurs.analytics.model.sample import Floats
from pumpurs.analytics.model.score import Scored, code, parts, score
from pumpurs.analytics.model.terms import NotATable, Term, Terms
from pumpurs.analytics.model.train import plain
from pumpurs.values.points import UNIT
from tests.analytics.model.invented import learners

CLOSE = 1e-9
KINDS = (boosting.KIND, regression.KIND)


@lru_cache
def model_of(kind: str) -> Terms:
    return plain(learners(), kind)


def scored(terms: Terms, inputs: Floats, schools: list[int]) -> Scored:
    """Score by Ibis; a value is told as whole numbers, as indicators are."""
    rows = [
        {"learner": learner, "indicator": parts(term.indicator)[0], "window": parts(term.indicator)[1],
         "num": round(inputs[learner, at] * 10**6), "den": 10**6}
        for learner in range(len(inputs))
        for at, term in enumerate(terms.terms)
        if not np.isnan(inputs[learner, at])
    ]  # fmt: skip
    names = ["learner", "indicator", "window", "num", "den"]
    values = pa.table({name: [row[name] for row in rows] for name in names})
    people = pa.table({"learner": list(range(len(inputs))), "institution": schools})
    with engine("duckdb", threads=1) as duck:
        return score(terms, values, people, duck)


def rounded(inputs: Floats) -> Floats:
    return np.round(inputs * 10**6) / 10**6


def test_the_table_of_boosting_gives_what_the_library_predicts() -> None:
    sample = learners()
    terms, model = boosting.fitted(sample)

    theirs = model.decision_function(sample.inputs)

    assert np.abs(terms.score(sample.inputs) - theirs).max() < CLOSE
    assert np.ptp(theirs) > 1


def test_boosting_rises_with_absence_and_with_failed_subjects() -> None:
    for term in model_of(boosting.KIND).terms[:2]:
        assert np.diff(term.points).min() >= 0
        assert np.diff(term.points).max() > 0


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(
    inputs=arrays(
        float, (8, 3), elements=st.one_of(st.floats(-50, 50), st.just(np.nan), st.sampled_from([0.0, 1.0, 0.2]))
    ),
    shift=st.floats(-2, 2),
    stretch=st.floats(0.2, 2),
)  # fmt: skip
def test_base_and_points_sum_to_the_score_in_ibis_as_in_the_table(
    kind: str, inputs: Floats, shift: float, stretch: float
) -> None:
    terms = model_of(kind).recalibrated(shift, stretch)
    told, schools = rounded(inputs), [0, 1, 2, 3, 4, 5, 6, 99]

    found = scored(terms, told, schools)

    sums = dict.fromkeys(range(8), found.base_units)
    for row in found.points.to_pylist():
        sums[row["learner"]] += row["points_units"]
    by_ibis = {row["learner"]: row["score_units"] for row in found.scores.to_pylist()}
    by_table = terms.score(told, np.array([str(one) for one in schools]))
    assert by_ibis == sums
    assert np.abs(np.array([by_ibis[one] / UNIT for one in range(8)]) - by_table).max() < CLOSE


def test_a_value_on_the_edge_of_a_step_belongs_to_the_step_above() -> None:
    stairs = Term("missed_share:semester", points=(1.0, 2.0, 4.0), missing=8.0, cuts=(0.2, 0.5))
    terms = Terms("left school", boosting.KIND, -1.0, (stairs,))

    found = scored(terms, np.array([[0.199999], [0.2], [0.5], [np.nan]]), [0, 0, 0, 0])

    scores = {row["learner"]: row["score_units"] / UNIT for row in found.scores.to_pylist()}
    assert scores == {0: 0.0, 1: 1.0, 2: 3.0, 3: 7.0}


def test_every_learner_has_one_row_of_points_for_each_indicator_and_one_for_the_school() -> None:
    found = scored(model_of(boosting.KIND), np.full((2, 3), np.nan), [0, 99])

    named = [(one["learner"], code(one["indicator"], one["window"])) for one in found.points.to_pylist()]

    indicators = [term.indicator for term in model_of(boosting.KIND).terms] + ["institution"]
    assert sorted(named) == sorted((learner, one) for learner in (0, 1) for one in indicators)


def test_a_school_never_seen_has_no_points_and_a_known_one_has() -> None:
    found = scored(model_of(boosting.KIND), np.zeros((2, 3)), [0, 99]).points.to_pylist()

    school = {one["learner"]: one["points_units"] for one in found if one["indicator"] == "institution"}

    assert school[0] > 0
    assert school[1] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_recalibration_is_a_shift_and_a_stretch_of_the_score(kind: str) -> None:
    sample, terms = learners(), model_of(kind)

    found = terms.recalibrated(0.3, 0.8).score(sample.inputs, sample.place)

    assert np.abs(found - (0.3 + 0.8 * terms.score(sample.inputs, sample.place))).max() < CLOSE


def test_a_table_comes_back_as_it_was_written() -> None:
    terms = replace(model_of(boosting.KIND), card={"made_on": "2026-02-01"})

    back = Terms.from_json(terms.as_json())

    assert back == terms
    assert back.hash == terms.hash


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "3", '{"hash": "x", "format": 2}', '{"hash": "", "format": 1, "terms": [{}]}']
)
def test_what_is_no_table_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(NotATable, match=r"\.$"):
        Terms.from_json(text)


def test_a_table_that_was_changed_is_refused() -> None:
    body = json.loads(model_of(boosting.KIND).as_json())
    body["terms"][0]["points"][0] += 1

    with pytest.raises(NotATable, match="changed after it was written"):
        Terms.from_json(json.dumps(body))


def test_who_a_learner_is_changes_no_score() -> None:
    sample = learners(300)
    other = replace(sample, groups={"sex": sample.groups["sex"][::-1].copy()})

    assert plain(other, regression.KIND) == plain(sample, regression.KIND)
    assert plain(other, boosting.KIND) == plain(sample, boosting.KIND)
