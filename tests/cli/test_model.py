"""`pumpurs model`: a model and its card are loaded from a folder; what is no pair is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pumpurs.analytics.model.card import as_json, card
from pumpurs.analytics.model.terms import Term, Terms
from pumpurs.cli import main
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.models import RiskModel

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = Terms("left school", "regression", -1.0, (Term("missed_share:four_weeks", (0.0,), 0.0, slope=2.0),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What `pumpurs evaluate own --export` leaves."""
    made = card([], made_on="2026-10-01", model=TERMS.hash, kind=TERMS.kind)
    (tmp_path / "model.json").write_text(TERMS.as_json(), encoding="utf-8")
    (tmp_path / "card.json").write_text(as_json(made), encoding="utf-8")
    return tmp_path


def loaded() -> list[tuple[str, str]]:
    with looking_as(job_viewer("test")):
        return list(RiskModel.objects.values_list("version", "state"))


def test_a_pair_is_loaded_and_off(folder: Path) -> None:
    assert main(["model", str(folder)]) == 0

    assert loaded() == [(TERMS.hash, "off")]


@pytest.mark.parametrize(
    ("name", "text"),
    [("model.json", "{}"), ("card.json", "{}"), ("card.json", "nothing"), ("model.json", "\x00")],
)
def test_what_is_no_pair_is_told_in_a_sentence_and_nothing_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    assert main(["model", str(folder)]) == 2

    assert str(folder) in capsys.readouterr().err.replace("\n", "")
    assert loaded() == []


def test_a_folder_without_the_files_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", str(tmp_path)]) == 2
    assert "cannot be read" in " ".join(capsys.readouterr().err.split())
