"""The way back (ceļš atpakaļ): what a school had in the days that a file replaces, kept aside until it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.engines.desk import Desk
from pumpurs.analytics.store import Scope, Store
from pumpurs.analytics.tables import JOURNALS, Shape

SCOPES = Shape("scopes", {"school": "int32", "first": "date", "last": "date"}, None)


def keep(desk: Desk, store: Store, table: str, scopes: Sequence[Scope], path: Path) -> int:
    """Write what the store holds in the scopes into one file, whole or not at all; gives how many rows it is."""
    shape = JOURNALS[table]
    aside = path.with_suffix(".part")
    aside.unlink(missing_ok=True)
    with store.reading() as manifest:
        files = store.files(manifest, table, scopes)
        if not files:
            pq.write_table(shape.arrow.empty_table(), aside)
        else:
            rows, asked = desk.see(shape, files), desk.hold(SCOPES, _rows(scopes))
            day = rows[shape.day]
            inside = [rows.institution == asked.school, day >= asked["first"], day < asked["last"]]
            desk.write(rows.semi_join(asked, inside), aside)
    aside.replace(path)
    return int(pq.read_metadata(path).num_rows)


def kept(path: Path, table: str) -> Iterator[pa.RecordBatch]:
    """The rows that were kept."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from pa.Table.from_batches([batch]).cast(JOURNALS[table].arrow).to_batches()


def _rows(scopes: Sequence[Scope]) -> pa.Table:
    rows = [(one.institution, one.first, one.end) for one in scopes]
    return pa.table(dict(zip(SCOPES.columns, zip(*rows, strict=True), strict=True)), schema=SCOPES.arrow)
