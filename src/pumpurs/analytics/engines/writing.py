"""What an expression reads in an engine's dialect (vaicājuma teksts), with the promised type of every column.

Ibis writes the SQL, an engine runs it. Types are fixed at every border: what leaves an engine has exactly the types
the expression promises (DuckDB would answer a sum with a wider one).
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config

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


def sql(table: ir.Table, engine: str) -> str:
    """What an expression reads in the engine's dialect, with the promised type of every column."""
    compiler = _COMPILERS[engine]
    body = compiler.to_sqlglot(table.unbind()).sql(dialect=compiler.dialect)
    quote, types = _QUOTES[engine], _SQL_TYPES[engine]
    columns = ", ".join(
        f"CAST({quote}{name}{quote} AS {types[plain(kind)]}) AS {quote}{name}{quote}"
        for name, kind in table.schema().items()
    )
    return f"SELECT {columns} FROM ({body}) AS border"  # noqa: S608 - written by Ibis, no text from outside


def plain(kind: Any) -> str:
    """A type's name, whether or not nothing may stand there."""
    return str(kind).removeprefix("!")


def arrow(table: ir.Table) -> pa.Schema:
    """The promised columns for rows in memory."""
    return pa.schema([pa.field(name, ARROW_TYPES[plain(kind)]) for name, kind in table.schema().items()])


def named(name: str, table: ir.Table) -> ir.Table:
    """A table of that name with the columns of another."""
    return Shape(name, {column: plain(kind) for column, kind in table.schema().items()}, None).table
