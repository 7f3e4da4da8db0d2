"""`pumpurs score`: where Spark runs is an option and a setting; what cannot be reached is told in a sentence."""

from __future__ import annotations

import importlib.util
import shutil

import pytest
from django.conf import settings

from pumpurs.analytics.manifest import StoreError
from pumpurs.cli import main
from pumpurs.jobs import scoring

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
