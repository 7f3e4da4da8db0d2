"""DuckDB inside this process: the engine of a single machine."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.engines.writing import arrow, named, sql
from pumpurs.analytics.tables import Shape


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
        return named(name, table)

    def rows(self, table: ir.Table) -> pa.Table:
        return self._connection.execute(self._sql(table)).to_arrow_table().cast(arrow(table))

    def close(self) -> None:
        self._connection.close()
