"""Engines (dzinēji): the only file that knows DuckDB or Spark.

Ibis writes the SQL, an engine runs it. Types are fixed at every border: what leaves an engine has exactly the types
the expression promises (DuckDB would answer a sum with a wider one).
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config

from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.tables import Shape
from pumpurs.analytics.tables.shape import ARROW_TYPES

NAMES = ("duckdb", "spark")


class _SparkWriting(Config):  # type: ignore[misc]
    """What Ibis asks while it writes Spark's SQL; it would ask PySpark, which need not be installed for that."""

    treat_nan_as_null: bool = False


if ibis.options.pyspark is None:
    ibis.options.pyspark = _SparkWriting()
_COMPILERS: dict[str, SQLGlotCompiler] = {"duckdb": DuckDBCompiler(), "spark": PySparkCompiler()}
_SQL_TYPES = {
    "duckdb": {
        "int8": "TINYINT",
        "int16": "SMALLINT",
        "int32": "INTEGER",
        "int64": "BIGINT",
        "date": "DATE",
        "boolean": "BOOLEAN",
        "float64": "DOUBLE",
        "string": "VARCHAR",
    },
    "spark": {
        "int8": "TINYINT",
        "int16": "SMALLINT",
        "int32": "INT",
        "int64": "BIGINT",
        "date": "DATE",
        "boolean": "BOOLEAN",
        "float64": "DOUBLE",
        "string": "STRING",
    },
}
_QUOTES = {"duckdb": '"', "spark": "`"}


class Engine(Protocol):
    """Runs expressions over tables it was shown by name."""

    name: str

    def see(self, shape: Shape, files: Sequence[Path], *, name: str = "") -> None:
        """Show Parquet files under the shape's name (or `name`); none is an empty table."""

    def hold(self, name: str, rows: pa.Table) -> None:
        """Show rows in memory under a name."""

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Work an expression out once, show what came of it under a name, and give it as a table."""

    def rows(self, table: ir.Table) -> pa.Table:
        """Work an expression out and give its rows."""

    def close(self) -> None:
        """Let everything go."""


def sql(table: ir.Table, engine: str) -> str:
    """What an expression reads in the engine's dialect, with the promised type of every column."""
    compiler = _COMPILERS[engine]
    body = compiler.to_sqlglot(table.unbind()).sql(dialect=compiler.dialect)
    quote, types = _QUOTES[engine], _SQL_TYPES[engine]
    columns = ", ".join(
        f"CAST({quote}{name}{quote} AS {types[_plain(kind)]}) AS {quote}{name}{quote}"
        for name, kind in table.schema().items()
    )
    return f"SELECT {columns} FROM ({body}) AS border"  # noqa: S608 - written by Ibis, no text from outside


def _plain(kind: Any) -> str:
    return str(kind).removeprefix("!")


def _arrow(table: ir.Table) -> pa.Schema:
    return pa.schema([pa.field(name, ARROW_TYPES[_plain(kind)]) for name, kind in table.schema().items()])


class Duck:
    """DuckDB inside this process."""

    name = "duckdb"

    def __init__(self, *, threads: int = 0, memory: str = "384MB") -> None:
        self._connection = duckdb.connect()
        self._written: dict[Any, str] = {}
        self._shown: dict[str, str] = {}
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute(f"SET threads = {threads or os.cpu_count() or 1}")
        self._connection.execute(f"SET memory_limit = '{memory}'")
        self._connection.execute(f"SET temp_directory = '{tempfile.gettempdir()}/pumpurs-{os.getpid()}'")

    def _sql(self, table: ir.Table) -> str:
        if table.op() not in self._written:
            self._written[table.op()] = sql(table, "duckdb")
        return self._written[table.op()]

    def see(self, shape: Shape, files: Sequence[Path], *, name: str = "") -> None:
        name = name or shape.name
        if not files:
            self.hold(name, shape.arrow.empty_table())
            return
        self._forget(name)
        self._connection.read_parquet([str(file) for file in files], hive_partitioning=False).create_view(
            name
        )

    def hold(self, name: str, rows: pa.Table) -> None:
        self._forget(name)
        self._connection.register(name, rows)

    def _forget(self, name: str) -> None:
        """A view, a table or rows of that name make way for the next."""
        self._connection.unregister(name)
        if name in self._shown:
            self._connection.execute(f'DROP {self._shown.pop(name)} IF EXISTS "{name}"')

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        self._connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}~" AS {self._sql(table)}')
        self._forget(name)
        self._connection.execute(f'ALTER TABLE "{name}~" RENAME TO "{name}"')
        self._shown[name] = "TABLE"
        return _named(name, table)

    def rows(self, table: ir.Table) -> pa.Table:
        return self._connection.execute(self._sql(table)).to_arrow_table().cast(_arrow(table))

    def close(self) -> None:
        self._connection.close()


class Spark:
    """Apache Spark: `local[2]`, `local-cluster[2,1,1024]`, or `spark://host:7077` on the same files."""

    name = "spark"

    def __init__(self, *, master: str = "local[*]", memory: str = "2g", partitions: int = 8) -> None:
        if importlib.util.find_spec("pyspark") is None:
            raise StoreError(
                "Spark is not installed; install the extra `spark` (pip install 'pumpurs[spark]')."
            )
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = importlib.import_module("pyspark.sql").SparkSession.builder.master(master)
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.default.parallelism": str(partitions),
            "spark.sql.shuffle.partitions": str(partitions),
            "spark.driver.memory": memory,
            "spark.executor.memory": memory,
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.driver.host": "127.0.0.1" if master.startswith("local") else None,
            "spark.driver.bindAddress": "127.0.0.1" if master.startswith("local") else None,
        }.items():
            builder = builder.config(key, value) if value is not None else builder
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        self._partitions = partitions
        self._kept: dict[str, Any] = {}

    def see(self, shape: Shape, files: Sequence[Path], *, name: str = "") -> None:
        name = name or shape.name
        if not files:
            self.hold(name, shape.arrow.empty_table())
            return
        self._session.read.parquet(*map(str, files)).createOrReplaceTempView(name)

    def hold(self, name: str, rows: pa.Table) -> None:
        self._session.createDataFrame(rows).coalesce(1).createOrReplaceTempView(name)

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        frame = self._session.sql(sql(table, "spark")).coalesce(self._partitions).persist()
        frame.count()
        frame.createOrReplaceTempView(name)
        if name in self._kept:
            self._kept[name].unpersist()
        self._kept[name] = frame
        return _named(name, table)

    def rows(self, table: ir.Table) -> pa.Table:
        return self._session.sql(sql(table, "spark")).toArrow().cast(_arrow(table))

    def close(self) -> None:
        for frame in self._kept.values():
            frame.unpersist()
        self._session.stop()


def _named(name: str, table: ir.Table) -> ir.Table:
    return Shape(name, {column: _plain(kind) for column, kind in table.schema().items()}, None).table


@contextmanager
def engine(name: str, **options: Any) -> Iterator[Engine]:
    """An engine by name, closed at the end. StoreError for a name there is not."""
    if name not in NAMES:
        raise StoreError(f"there is no engine {name!r}; choose one of {', '.join(NAMES)}.")
    opened: Engine = Duck(**options) if name == "duckdb" else Spark(**options)
    try:
        yield opened
    finally:
        opened.close()
