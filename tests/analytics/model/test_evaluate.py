"""An evaluation splits by time, knows nothing of the future, and says so when the flags are as good."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from rich.markdown import Markdown

from pumpurs.analytics.model import train
from pumpurs.analytics.model.card import NOT_OURS, as_json, card
from pumpurs.analytics.model.draw import draw
from pumpurs.analytics.model.evaluate import evaluate
from pumpurs.analytics.model.paper import as_markdown, lines_of
from pumpurs.analytics.model.report import Report
from pumpurs.analytics.model.train import finished, folds, trained
from tests.analytics.model.invented import COHORTS, learners

pytestmark = pytest.mark.filterwarnings("ignore:Missing values detected")


@pytest.fixture(autouse=True)
def only_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boosting has tests of its own; here it would only take time."""
    monkeypatch.setattr(train, "KINDS", ("regression",))
    monkeypatch.setattr(train.boosting, "KIND", "regression")


@lru_cache
def report() -> Report:
    return evaluate(learners(), times=40)


def test_every_cohort_is_predicted_from_those_before_it() -> None:
    assert [one.cohort for one in report().cohorts] == [COHORTS[1], COHORTS[2]]
    assert report().learners == 600
    assert "2025/1 from 2024/1–2024/2" in report().split


def test_what_comes_later_changes_nothing_of_what_was_learned() -> None:
    sample = learners()
    later = sample.of(COHORTS[2:])
    other = replace(sample, outcome=np.where(later, 1 - sample.outcome, sample.outcome))

    assert trained(other, COHORTS[:2]).best == trained(sample, COHORTS[:2]).best


def test_a_model_that_sees_more_than_the_flags_beats_them_and_says_so() -> None:
    assert report().beats_flags
    assert report().verdict.startswith("The model beats the flags")


def test_a_model_that_does_not_beat_the_flags_says_it_in_plain_words() -> None:
    perfect = evaluate(learners(flags_know_all=True), times=40)

    assert not perfect.beats_flags
    assert "does not beat the flags" in perfect.verdict
    assert perfect.verdict.endswith("show the flags alone.")
    assert perfect.against_flags[0].flags_recall == 1.0


def test_the_model_is_compared_with_all_its_rivals() -> None:
    named = {one.name for one in report().figures}

    assert named >= {"model", "regression", "flags", "place mean", "HistGradientBoosting", "LightGBM"}
    assert report().of("model").auc[1] < report().of("model").auc[0] < report().of("model").auc[2]
    assert report().of("place mean").auc[0] < report().of("model").auc[0]


def test_groups_have_figures_with_intervals_and_small_ones_have_none() -> None:
    sample = learners()
    rare = np.where(np.arange(900) < 880, "many", "few")
    found = evaluate(replace(sample, groups={"kind": rare}), times=40).groups

    figures = {one.label: one for one in found}
    many = figures["many"].recall
    assert many is not None
    assert many[1] <= many[0] <= many[2]
    assert figures["few"].recall is None


def test_lead_time_is_told_where_the_time_of_the_event_is_known() -> None:
    lead = report().lead

    assert lead is not None
    assert 0 < lead.flagged < lead.left
    assert 5 < lead.median_weeks < 25
    assert evaluate(replace(learners(), weeks=None), times=5).lead is None


def test_folds_hold_every_row_once_with_the_same_share_of_outcomes() -> None:
    outcome = np.array([1.0] * 20 + [0.0] * 80)

    parts = folds(outcome, 5)

    assert sorted(np.concatenate(parts).tolist()) == list(range(100))
    assert [outcome[part].sum() for part in parts] == [4.0] * 5


def test_the_finished_model_carries_the_card_of_its_data() -> None:
    terms = finished(replace(learners(), taken_in=8), "2026-02-01")

    assert terms.card["cohorts"] == list(COHORTS)
    assert (terms.card["learners"], terms.card["week"]) == (900, 8)
    assert set(terms.card["profiles"]) == {term.indicator for term in terms.terms}


def test_a_model_without_own_semesters_may_not_be_switched_on() -> None:
    assert not card([report()], made_on="2026-02-01", model="abc").may_be_switched_on


def test_a_model_may_be_switched_on_only_if_it_beats_the_flags_on_own_semesters() -> None:
    good, bad = (
        replace(report(), name="own"),
        replace(report(), name="own", beats_flags=False, verdict="It does not."),
    )

    assert card([good], made_on="2026-02-01", model="abc").may_be_switched_on
    assert not card([good], made_on="2026-02-01").may_be_switched_on
    assert not card([bad], made_on="2026-02-01", model="abc").may_be_switched_on


def test_the_card_is_plain_json_and_a_document() -> None:
    made = card(
        [replace(report(), by_folds_auc=float("nan"), as_published_auc=0.9)],
        made_on="2026-02-01",
        model="abc",
    )

    told = json.loads(as_json(made), parse_constant=lambda word: pytest.fail(f"JSON knows no {word}"))

    assert told["reports"][0]["by_folds_auc"] is None
    assert told["reports"][0]["figures"][0]["auc"]
    assert "## How to contest" in as_markdown(made)


def test_drawings_are_svg_with_a_title(tmp_path: Path) -> None:
    files = draw(replace(report(), says="left & <went>"), tmp_path)

    assert len(files) == 3
    for file in files:
        title = ET.parse(file).getroot().find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text is not None
        assert title.text.endswith("left & <went>")


def test_precision_and_recall_are_told_also_of_so_many_in_each_area() -> None:
    sample = learners(300)
    places = replace(sample, area=sample.place)

    found = evaluate(places, times=2)

    for at in found.of("model").capacity:
        assert at.recall_by_area is not None
        assert (at.precision_by_area, at.recall_by_area) == (at.precision_by_place, at.recall_by_place)
    assert "in each area" in "\n".join(lines_of(found))
    assert "in each area" not in "\n".join(lines_of(report()))


def test_a_terminal_of_eighty_columns_shows_every_figure() -> None:
    told = replace(report(), made_up=("2024/1",))
    screen = Console(width=80, file=StringIO())

    screen.print(Markdown("\n".join(lines_of(told))))

    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "…" not in shown
    spread = told.of("HistGradientBoosting").ahead
    assert spread is not None
    assert f"{spread[0]:.3f} [{spread[1]:.3f}, {spread[2]:.3f}]" in shown
    assert "2024/1 were not kept in their own week" in shown


def test_only_a_card_without_own_semesters_says_that_nothing_was_trained_on_ours() -> None:
    own = replace(report(), name="own")

    assert NOT_OURS in card([report()], made_on="2026-02-01").limits
    assert NOT_OURS not in card([own], made_on="2026-02-01", model="abc").limits
