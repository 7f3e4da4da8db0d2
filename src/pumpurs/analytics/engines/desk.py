"""The desk (darbgalds): a folder and a DuckDB of its own in which one file is read, with bounds on memory."""

# ruff: noqa: S608 - names and paths are quoted by `_name` and `_literal`
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.engines.writing import arrow, sql
from pumpurs.analytics.tables import Shape

MEMORY = "768MB"
THREADS = 2
BATCH_ROWS = 65_536
FIRST_ROW = 2  # below the header


class CannotRead(Exception):
    """The fast reader stumbled over the file; a slower one will tell where and why."""


class Desk:
    """One connection over one folder. Tables are shown by name; expressions over them are worked out."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder, self._connection = folder, connection

    def copy_csv(
        self, path: Path, target: Path, *, names: Sequence[str], wanted: Mapping[str, str], separator: str
    ) -> None:
        """Bring columns of a plain UTF-8 CSV into a Parquet file, as texts. CannotRead where it is not that plain.

        `names` are given to the file's columns in their order; `wanted`: name of the copy -> name in the file.
        """
        told = ", ".join(f"{_literal(one)}: 'VARCHAR'" for one in names)
        columns = ", ".join(f"{_name(own)} AS {_name(new)}" for new, own in wanted.items())
        read = (
            f"read_csv({_literal(str(path))}, auto_detect=false, header=true, all_varchar=true, strict_mode=true, "
            f"delim={_literal(separator)}, quote='\"', escape='\"', null_padding=false, columns={{{told}}})"
        )
        try:
            self._connection.execute(f"COPY (SELECT {columns} FROM {read}) TO {_literal(str(target))}")
        except duckdb.Error as fault:
            raise CannotRead(type(fault).__name__) from fault

    def see(self, shape: Shape, files: Sequence[Path], *, row: str = "") -> ir.Table:
        """Show Parquet files under the shape's name. `row`: a column counted here, the number a person sees."""
        listed = ", ".join(_literal(str(file)) for file in files)
        counted = f", file_row_number + {FIRST_ROW} AS {_name(row)}" if row else ""
        own = ", ".join(_name(column) for column in shape.columns if column != row)
        reads = (
            f"read_parquet([{listed}], hive_partitioning=false, file_row_number={'true' if row else 'false'})"
        )
        self._connection.execute(
            f"CREATE OR REPLACE VIEW {_name(shape.name)} AS SELECT {own}{counted} FROM {reads}"
        )
        return shape.table

    def hold(self, shape: Shape, rows: pa.Table) -> ir.Table:
        """Show rows in memory under the shape's name."""
        self._connection.register(shape.name, rows)
        return shape.table

    def write(self, table: ir.Table, path: Path) -> None:
        """Work an expression out into a Parquet file."""
        self._connection.execute(f"COPY ({sql(table, 'duckdb')}) TO {_literal(str(path))} (FORMAT parquet)")

    def rows(self, table: ir.Table) -> pa.Table:
        """Work an expression out and give its rows."""
        return self._connection.execute(sql(table, "duckdb")).to_arrow_table().cast(arrow(table))

    def count(self, table: ir.Table) -> int:
        """How many rows an expression gives."""
        return int(self.rows(table.aggregate(n=table.count()))["n"][0].as_py())

    def batches(self, table: ir.Table) -> Iterator[pa.RecordBatch]:
        """The rows of a large expression, batch by batch."""
        yield from self._connection.execute(sql(table, "duckdb")).to_arrow_reader(BATCH_ROWS)

    def prints(self, table: ir.Table, by: Sequence[str]) -> list[tuple[object, ...]]:
        """For each group its values and a print of its rows: equal for equal rows, whatever their order."""
        groups = ", ".join(map(_name, by))
        columns = ", ".join(map(_name, table.columns))
        return self._connection.execute(
            f"SELECT {groups}, count(*) || '-' || bit_xor(h) || '-' || sum(h & 65535) FROM "
            f"(SELECT {groups}, hash({columns}) AS h FROM ({sql(table, 'duckdb')})) GROUP BY ALL ORDER BY ALL"
        ).fetchall()


@contextmanager
def desk(folder: Path, *, memory: str = MEMORY, threads: int = THREADS) -> Iterator[Desk]:
    """A desk over `folder`, which is made if it is not there. It reads no settings and loads no extensions."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory, "threads": threads, "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
        },
    )  # fmt: skip
    try:
        yield Desk(folder, connection)
    finally:
        connection.close()


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
