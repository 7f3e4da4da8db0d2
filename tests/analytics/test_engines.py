"""DuckDB and Spark give the same bits: all drawn cases and journals drawn by chance, on a cluster of two workers."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from pumpurs.analytics.engines import engine
from pumpurs.analytics.indicators import figures
from pumpurs.analytics.scoring import Result
from pumpurs.analytics.store import StoreError
from tests.analytics.drawn import place, score, score_with, together, values
from tests.analytics.indicators.cases import CASES
from tests.analytics.random_journals import journals

CLUSTER = "local-cluster[2,1,1024]"
no_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark is not here: pip install 'pumpurs[spark]' and a Java 17, for example openjdk-17-jre-headless",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    """The same country scored by DuckDB and by two Spark workers, each folding from the start."""
    drawn, chance = (
        together(*(case.drawn for case in CASES)),
        [journals(seed, from_learner=seed * 10_000) for seed in (101, 102)],
    )
    tables = {
        name: pa.concat_tables([one[name] for one in (drawn, *chance) if name in one]) for name in chance[0]
    }
    results = []
    for name, options in (
        ("duckdb", {"threads": 2}),
        ("spark", {"master": CLUSTER, "memory": "1g", "partitions": 2}),
    ):
        store = place(tmp_path_factory.mktemp(name), tables, buckets=2)
        with engine(name, **options) as opened:
            results.append(score_with(opened, store))
    return results[0], results[1]


@no_spark
def test_every_figure_and_every_hit_is_the_same_to_the_bit(both: tuple[Result, Result]) -> None:
    duck, spark = both

    assert {(one["indicator"], one["window"]) for one in duck.values().to_pylist()} == {
        (one.indicator, one.window) for one in figures()
    }
    assert duck.values().equals(spark.values())
    assert duck.hits().num_rows > 50
    assert duck.hits().equals(spark.hits())


@no_spark
def test_spark_gives_what_every_drawn_case_expects(both: tuple[Result, Result]) -> None:
    for case in CASES:
        found = values(both[1], case.indicator, case.window)

        assert {learner: found[learner] for learner in found if learner in case.learners} == case.expected, (
            case.says
        )


def test_the_order_of_rows_and_the_number_of_buckets_change_nothing(tmp_path: Path) -> None:
    tables = journals(7)
    turned = {name: rows.take(list(reversed(range(rows.num_rows)))) for name, rows in tables.items()}

    first, second = (
        score(place(tmp_path / "a", tables)),
        score(place(tmp_path / "b", turned)),
    )
    third = score(place(tmp_path / "c", tables, buckets=3))

    assert first.data_version == second.data_version
    assert first.values().equals(second.values())
    assert first.values().equals(third.values())
    assert first.hits().equals(third.hits())


def test_an_engine_there_is_not_is_told() -> None:
    with pytest.raises(StoreError, match="choose one of duckdb, spark"), engine("oracle"):
        pass
