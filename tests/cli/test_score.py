"""`pumpurs score`: where Spark runs is an option and a setting; what cannot be reached is told in a sentence."""

from __future__ import annotations

import importlib.util
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from pumpurs.analytics.manifest import StoreError
from pumpurs.cli import main
from pumpurs.jobs import scoring
from pumpurs.rulebook import early_warning_rules

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> list[tuple[str, dict[str, str]]]:
    """Which engine was opened, with what."""
    found: list[tuple[str, dict[str, str]]] = []

    def engine(name: str, **options: str) -> None:
        found.append((name, options))
        raise StoreError("No engine here.")

    monkeypatch.setattr(settings, "STORE", tmp_path)
    monkeypatch.setattr(scoring, "opened_engine", engine)
    return found


@pytest.mark.parametrize(
    ("arguments", "setting", "expected"),
    [
        ([], "", ("duckdb", {})),
        ([], "spark://cluster:7077", ("duckdb", {})),
        (["--engine", "spark"], "", ("spark", {})),
        (["--engine", "spark"], "spark://cluster:7077", ("spark", {"master": "spark://cluster:7077"})),
        (["--engine", "spark", "--master", "local[2]"], "spark://x:7077", ("spark", {"master": "local[2]"})),
    ],
)
def test_spark_runs_where_the_option_says_else_where_the_setting_says(
    arguments: list[str],
    setting: str,
    expected: tuple[str, dict[str, str]],
    opened: list[tuple[str, dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "SPARK_MASTER", setting)

    assert main(["score", *arguments]) == 2

    assert opened == [expected]


def test_a_mistyped_year_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)
    monkeypatch.setattr(settings, "FIXED_NOW", NOW)

    assert main(["score", "--as-of", "2027-11-21"]) == 2

    assert "has not come yet" in " ".join(capsys.readouterr().err.split())


def test_the_terminal_says_under_headings_what_was_found_and_when_a_later_evening_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path / "store")
    monkeypatch.setattr(settings, "FIXED_NOW", NOW)

    assert main(["score", "--as-of", "2026-10-04"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert main(["score", "--as-of", "2026-10-02"]) == 0
    held = " ".join(capsys.readouterr().out.split())

    assert "What the rules found as of 2026-10-04" in said
    assert "open already: with the facts of this evening" in said
    assert not [rule for rule in early_warning_rules.table().rules if rule in said]
    assert "the evening of 2026-10-04 was gone over already" in held
    assert "What became of it" not in held


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None, reason="Spark is not here"
)
def test_an_address_that_is_none_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)

    assert main(["score", "--engine", "spark", "--master", "nowhere"]) == 2

    said = capsys.readouterr()
    assert "'nowhere'" in said.err + said.out
