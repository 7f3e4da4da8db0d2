"""The desk (darbgalds): a folder and a DuckDB of its own in which one file is read, with bounds on memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

MEMORY = "768MB"
THREADS = 2
BATCH_ROWS = 65_536


class CannotRead(Exception):
    """The fast reader stumbled over the file; a slower one will tell where and why."""


class Desk:
    """One connection over one folder: `texts.parquet` is what the file says, `rows.parquet` what it means."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder, self.connection = folder, connection

    @property
    def texts(self) -> Path:
        """The file as texts, in its order."""
        return self.folder / "texts.parquet"

    @property
    def rows(self) -> Path:
        """The rows that are taken, typed."""
        return self.folder / "rows.parquet"

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement for its effect."""
        self.connection.execute(statement, list(values))

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows a small statement gives."""
        return self.connection.execute(statement, list(values)).fetchall()

    def one(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The one row a statement gives."""
        found = self.connection.execute(statement, list(values)).fetchone()
        assert found is not None
        return found

    def batches(self, statement: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        """The rows of a large statement, batch by batch."""
        yield from self.connection.execute(statement, list(values)).to_arrow_reader(BATCH_ROWS)

    def keep(self, name: str, table: pa.Table) -> None:
        """Make a small table known under a name."""
        self.connection.register(name, table)


@contextmanager
def desk(folder: Path, *, memory: str = MEMORY, threads: int = THREADS) -> Iterator[Desk]:
    """A desk over `folder`, which is made if it is not there. It reads no settings and loads no extensions."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    spill = folder / "spill"
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory, "threads": threads, "temp_directory": str(spill),
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
        },
    )  # fmt: skip
    try:
        yield Desk(folder, connection)
    finally:
        connection.close()


def name(text: str) -> str:
    """A name as SQL writes it."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
