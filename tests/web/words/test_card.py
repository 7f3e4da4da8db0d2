"""A model card in Latvian: groups and contenders in words, a real minus, shares of each school and municipality."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from pumpurs.jobs.demo.past import CARD
from pumpurs.web.words.card import told


@pytest.fixture
def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(CARD).read_text(encoding="utf-8"))["reports"][0]
    return found


def test_groups_are_told_in_words_and_figures_below_zero_with_a_minus(report: dict[str, Any]) -> None:
    report["groups"][1]["label"] = "vocational"

    with translation.override("lv"):
        groups = told(report).groups

    assert [row[0] for row in groups[:2]] == ["10–12. klase", "Profesionālās programmas kursi"]
    assert groups[0][-1].startswith("\N{MINUS SIGN}0,007")
    assert "-" not in groups[0][-1]


def test_the_model_stands_first_and_says_what_it_is(report: dict[str, Any]) -> None:
    with translation.override("lv"):
        first, *others = told(report).contenders

    assert first[0].startswith("Šis modelis: ")
    assert len(others) == len(report["figures"]) - 1


def test_what_was_found_is_told_by_how_many_are_looked_at(report: dict[str, Any]) -> None:
    model = next(one for one in report["figures"] if one["name"] == "model")
    model["capacity"][0] |= {"recall_by_area": 0.5, "precision_by_area": 0.25}

    with translation.override("en"):
        rows = told(report).capacity

    assert [row[0] for row in rows] == ["5%", "10%", "20%"]
    assert rows[0][-2:] == ["50%", "25%"]
    assert rows[1][-2:] == ["–", "–"]  # a card made before areas were known


def test_semesters_made_up_later_are_named(report: dict[str, Any]) -> None:
    assert not any("2024/2" in one for one in told(report).sentences)

    assert any("2024/2" in one for one in told({**report, "made_up": ["2024/2"]}).sentences)
