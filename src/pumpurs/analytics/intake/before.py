# ruff: noqa: S608 - names and paths are quoted by `name` and `literal`
"""The way back (ceļš atpakaļ): what a school had in the days that a file replaces, kept aside until it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.intake.desk import Desk, literal, name
from pumpurs.analytics.store import Scope, Store
from pumpurs.analytics.tables import JOURNALS


def keep(desk: Desk, store: Store, table: str, scopes: Sequence[Scope], path: Path) -> int:
    """Write what the store holds in the scopes into one file, whole or not at all; gives how many rows it is."""
    shape = JOURNALS[table]
    columns, day = ", ".join(name(one) for one in shape.columns), name(shape.day or "")
    aside = path.with_suffix(".part")
    aside.unlink(missing_ok=True)
    with store.reading() as manifest:
        files = [str(store.root / part.path) for part in manifest.parts(table).values()]
        if not files or not scopes:
            pq.write_table(shape.arrow.empty_table(), aside)
        else:
            desk.keep("scopes", _scopes(scopes))
            desk.run(
                f"COPY (SELECT {columns} FROM read_parquet([{', '.join(map(literal, files))}], "
                f"hive_partitioning=false) t WHERE EXISTS (SELECT 1 FROM scopes s WHERE s.school = t.institution "
                f"AND t.{day} >= s.first AND t.{day} < s.last)) TO {literal(str(aside))} (FORMAT parquet)"
            )
    aside.replace(path)
    return int(pq.read_metadata(path).num_rows)


def kept(path: Path, table: str) -> Iterator[pa.RecordBatch]:
    """The rows that were kept."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from pa.Table.from_batches([batch]).cast(JOURNALS[table].arrow).to_batches()


def _scopes(scopes: Sequence[Scope]) -> pa.Table:
    return pa.table(
        {
            "school": pa.array([one.institution for one in scopes], pa.int32()),
            "first": pa.array([one.first for one in scopes], pa.date32()),
            "last": pa.array([one.end for one in scopes], pa.date32()),
        }
    )
