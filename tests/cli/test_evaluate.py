"""`pumpurs evaluate` prints, draws and exports; a lacking file ends in a sentence with where to get it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pumpurs import cli
from pumpurs.analytics.datasets import DATASETS
from pumpurs.analytics.model import train
from pumpurs.analytics.model.terms import Terms
from tests.analytics.model.invented import learners

pytestmark = pytest.mark.filterwarnings("ignore:Missing values detected")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUMPURS_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(train, "KINDS", ("regression",))
    monkeypatch.setattr(train.boosting, "KIND", "regression")
    monkeypatch.setitem(DATASETS, "own", (lambda folder: learners(),))


def test_lacking_data_is_told_with_the_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", "hsls09", "--data", str(tmp_path)]) == 2

    told = capsys.readouterr().err
    assert "is not there" in told
    assert "https://github.com/cgpan/HSLSdropout" in told


def test_own_semesters_are_judged_drawn_and_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    status = cli.main(
        ["evaluate", "own", "--json", "--draws", "20", "--draw", str(out), "--export", str(out)]
    )  # fmt: skip

    reports = json.loads(capsys.readouterr().out)
    terms = Terms.from_json((out / "model.json").read_text())
    card = json.loads((out / "card.json").read_text())
    assert status == 0
    assert [one["name"] for one in reports] == ["invented"]
    assert card["model"] == terms.hash
    assert card["reports"] == reports
    assert {file.suffix for file in out.iterdir()} == {".svg", ".json"}


def test_a_model_of_published_data_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", "oulad", "--export", str(tmp_path)]) == 2

    assert "Only a model of the programme's own semesters is exported" in capsys.readouterr().err
