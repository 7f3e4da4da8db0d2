"""Measures: counted by hand, ties shared fairly, equal to their plain definitions."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from pumpurs.analytics.model import measures
from pumpurs.analytics.model.calibration import shift_and_stretch, shift_only
from pumpurs.analytics.model.drift import Drift, drift, profile
from pumpurs.analytics.model.measures import Ranking
from pumpurs.analytics.model.places import pooled
from pumpurs.analytics.model.resample import draws
from pumpurs.analytics.model.terms import chance_of
from pumpurs.rulebook import risk_model


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=4, max_size=40))
def test_the_area_and_the_precision_are_those_of_the_books_also_with_ties(
    rows: list[tuple[bool, int]],
) -> None:
    outcome = np.array([float(one) for one, _ in rows] + [0.0, 1.0])
    score = np.array([float(one) for _, one in rows] + [2.0, 3.0])

    ranking = Ranking(outcome, score)

    assert ranking.auc() == pytest.approx(roc_auc_score(outcome, score))
    assert ranking.average_precision() == pytest.approx(average_precision_score(outcome, score))


def test_a_weight_of_two_is_a_row_twice() -> None:
    outcome, score = np.array([1.0, 0.0, 1.0, 0.0]), np.array([4.0, 3.0, 2.0, 1.0])

    weighted = Ranking(outcome, score).several((0.5,), np.array([1.0, 2.0, 1.0, 1.0]))

    twice = Ranking(np.array([1.0, 0.0, 0.0, 1.0, 0.0]), np.array([4.0, 3.0, 3.0, 2.0, 1.0])).several((0.5,))
    assert weighted == pytest.approx(twice)


def test_when_all_are_equal_the_share_flagged_finds_the_same_share_of_outcomes() -> None:
    precision, recall = Ranking(np.array([1.0, 0.0, 0.0, 0.0]), np.zeros(4)).at(0.5)

    assert (precision, recall) == (0.25, 0.5)


def test_a_share_of_each_place_is_flagged_in_each_place() -> None:
    place = np.array(["a"] * 4 + ["b"] * 4)
    score = np.array([9.0, 8.0, 7.0, 6.0, 4.0, 3.0, 2.0, 1.0])

    assert measures.flagged_part(score, 0.25).tolist() == [1, 1, 0, 0, 0, 0, 0, 0]
    assert measures.flagged_part(score, 0.25, place).tolist() == [1, 0, 0, 0, 1, 0, 0, 0]


def test_chances_that_are_right_on_average_have_no_calibration_error() -> None:
    outcome = np.array([0.0, 1.0] * 50)

    assert measures.ece(outcome, np.full(100, 0.5)) == pytest.approx(0.0, abs=0.11)
    assert measures.ece(outcome, np.full(100, 0.9)) == pytest.approx(0.4)


def test_recalibration_finds_the_shift_and_the_stretch_that_were_made() -> None:
    luck = np.random.default_rng(3)
    score = luck.normal(size=20_000)
    outcome = (luck.random(20_000) < chance_of(0.5 + 0.6 * score)).astype(float)

    assert shift_and_stretch(outcome, score) == pytest.approx((0.5, 0.6), abs=0.05)
    assert chance_of(score + shift_only(outcome, score)).mean() == pytest.approx(outcome.mean(), abs=1e-3)


def test_the_slope_of_chances_that_are_too_sure_is_below_one() -> None:
    luck = np.random.default_rng(3)
    score = luck.normal(size=20_000)
    outcome = (luck.random(20_000) < chance_of(score)).astype(float)

    assert measures.slope(outcome, chance_of(score)) == pytest.approx(1.0, abs=0.05)
    assert measures.slope(outcome, chance_of(2 * score)) == pytest.approx(0.5, abs=0.05)


def test_a_small_school_stays_nearer_to_the_common_rate_than_a_large_one() -> None:
    place = np.array(["large"] * 400 + ["small"] * 10 + ["usual"] * 400)
    outcome = np.concatenate(
        [np.tile([1.0, 1.0, 0.0, 0.0, 0.0], 80), [1.0, 1.0, 1.0, 1.0, 0, 0, 0, 0, 0, 0], np.zeros(400)]
    )
    outcome[410::5] = 1.0

    points = pooled(place, outcome, np.full(810, -1.0))

    assert 0 < points["small"] < points["large"]


def test_a_draw_by_school_takes_whole_schools() -> None:
    place = np.repeat([str(one) for one in range(12)], 5)

    for weights in draws(60, place, 5):
        assert (weights.reshape(12, 5) == weights[::5, None]).all()
        assert weights.sum() == 60


def test_an_indicator_that_moved_raises_the_alarm_and_one_that_did_not_stays_steady() -> None:
    luck = np.random.default_rng(5)
    before, holes = luck.normal(size=5000), np.where(luck.random(5000) < 0.5, np.nan, 1.0)
    kept = {"still": profile(before), "moved": profile(before), "gone": profile(before)}

    found = drift(kept, {"still": luck.normal(size=5000), "moved": before + 0.4, "gone": before * holes})

    day = date(2026, 9, 1)
    assert {one.indicator: one.is_alarm(day) for one in found} == {
        "still": False,
        "moved": False,
        "gone": True,
    }
    limit = risk_model.number_on("drift_alarm", day) / 100
    assert (Drift("at", limit).is_alarm(day), Drift("above", limit + 0.001).is_alarm(day)) == (False, True)
    assert [one.index for one in found] == sorted((one.index for one in found), reverse=True)
