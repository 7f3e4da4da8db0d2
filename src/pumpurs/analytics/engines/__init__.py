"""Engines (dzinēji): the only package that knows DuckDB or Spark, and the only one in which SQL is written by hand.

Everything else writes Ibis expressions; an engine runs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.engines.duck import Duck
from pumpurs.analytics.engines.spark import Spark
from pumpurs.analytics.engines.writing import NAMES, sql
from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.tables import Shape

__all__ = ["NAMES", "Engine", "engine", "sql"]


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
