"""Rows in memory (rindas): brought into their table's shape, put in order, cut by week, written as one file.

The order is by school, then learner, then day: what is read together lies together, and the same rows always make
the same file, so that a file's name can be the print of its content.
"""

from __future__ import annotations

import os
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pumpurs.analytics.manifest import StoreError, sync_folder
from pumpurs.analytics.tables import Shape

ROWS_IN_GROUP = 65_536
MOST_BITS = 63
EPOCH = date(1970, 1, 1)
THURSDAY = 3  # the first day of the epoch

Ints = npt.NDArray[np.int64]


def shaped(rows: pa.Table, shape: Shape) -> pa.Table:
    """The rows with exactly the shape's columns and types. StoreError names the column that does not fit."""
    missing = [name for name in shape.columns if name not in rows.column_names]
    if missing:
        raise StoreError(f"{shape.name}: the rows have no column {missing[0]!r}.")
    for name in shape.columns:
        if name not in shape.optional and rows[name].null_count:
            raise StoreError(
                f"{shape.name}: column {name!r} has {rows[name].null_count} rows without a value."
            )
    try:
        rows = rows.select(list(shape.columns)).cast(shape.arrow)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as fault:
        raise StoreError(f"{shape.name}: the rows do not fit the table: {fault}.") from fault
    for name, (lowest, highest) in (shape.bounds or {}).items():
        found = pc.min_max(rows[name]).as_py()
        if found["min"] is not None and (found["min"] < lowest or found["max"] > highest):
            raise StoreError(
                f"{shape.name}: column {name!r} holds {found['min']} to {found['max']}, "
                f"allowed is {lowest} to {highest}."
            )
    return rows


def integers(column: pa.ChunkedArray) -> Ints:
    """A column of whole numbers or days as numbers; nothing is less than everything."""
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    if column.null_count:
        column = pc.fill_null(column.cast(pa.int64()), np.iinfo(np.int32).min)
    return np.asarray(column.to_numpy(), dtype=np.int64)


def weeks(column: pa.ChunkedArray) -> Ints:
    """The Monday of each day, as days since the epoch."""
    days = integers(column)
    return days - (days + THURSDAY) % 7


def order(columns: list[Ints]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """The order of rows by the columns, and for each place whether its row equals the one before it.

    The columns are packed into one number each row where they fit, which sorts several times faster.
    """
    if not len(columns[0]):
        return np.zeros(0, np.intp), np.zeros(0, np.bool_)
    lows = [int(column.min()) for column in columns]
    bits = [(int(column.max()) - low).bit_length() for column, low in zip(columns, lows, strict=True)]
    same = np.zeros(len(columns[0]), np.bool_)
    if sum(bits) <= MOST_BITS:
        packed = np.zeros(len(columns[0]), np.int64)
        for column, low, width in zip(columns, lows, bits, strict=True):
            packed = (packed << width) | (column - low)
        if (packed[1:] >= packed[:-1]).all():
            places = np.arange(len(packed))
        else:
            places = np.argsort(packed)
        same[1:] = packed[places[1:]] == packed[places[:-1]]
        return places, same
    places = np.lexsort(columns[::-1])
    same[1:] = True
    for column in columns:
        same[1:] &= column[places[1:]] == column[places[:-1]]
    return places, same


def arranged(rows: pa.Table, shape: Shape, before: list[Ints] | None = None) -> pa.Table:
    """The rows in order. StoreError if two share what only one may have."""
    keys = shape.once or tuple(shape.columns)
    places, same = order([*(before or []), *(integers(rows[name]) for name in keys)])
    if shape.once and same.any():
        twice = rows.slice(int(places[int(np.argmax(same))]), 1).to_pylist()[0]
        raise StoreError(
            f"{shape.name}: two rows for {', '.join(f'{name} {twice[name]}' for name in shape.once)}."
        )
    return rows.take(pa.array(places)) if len(places) and (np.diff(places) != 1).any() else rows


def write_rows(rows: pa.Table, root: Path, folder: str, stem: str, *, last: bool = True) -> tuple[str, str]:
    """Write a Parquet file named by its content; gives its path below `root` and the content's print.

    `last`: it must last through a loss of power, which costs a wait for the disk.
    """
    target = root / folder
    target.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    packing = "zstd" if last else "lz4"
    pq.write_table(
        rows.combine_chunks(), sink, compression=packing, row_group_size=ROWS_IN_GROUP, use_dictionary=last
    )
    content = sink.getvalue()
    print_of_content = blake2b(content, digest_size=10).hexdigest()
    path = target / f"{stem}-{print_of_content}.parquet"
    if not path.exists():
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        with aside.open("wb") as file:
            file.write(content)
            if last:
                file.flush()
                os.fsync(file.fileno())
        os.replace(aside, path)
        if last:
            sync_folder(target)
    return f"{folder}/{path.name}", print_of_content
