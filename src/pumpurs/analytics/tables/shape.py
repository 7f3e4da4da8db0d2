"""What a table of the store (datu krātuves tabula) is: its columns, its day, what makes a row one of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir
import pyarrow as pa

ARROW_TYPES = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "float64": pa.float64(),
    "string": pa.string(),
}


@dataclass(frozen=True)
class Shape:
    """Columns in order with their types. `once` are the columns that no two rows share; none: rows may repeat.

    `day` is the column by which a school's month is replaced; None: the table is put as a whole.
    `bounds` are the lowest and the highest value a column may hold.
    """

    name: str
    columns: Mapping[str, str]
    day: str | None
    once: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    bounds: Mapping[str, tuple[int, int]] | None = None

    @cached_property
    def schema(self) -> ibis.Schema:
        """The columns for expressions."""
        return ibis.schema(dict(self.columns))

    @cached_property
    def arrow(self) -> pa.Schema:
        """The columns for rows in memory and in files."""
        return pa.schema(
            [pa.field(name, ARROW_TYPES[kind], name in self.optional) for name, kind in self.columns.items()]
        )

    @cached_property
    def table(self) -> ir.Table:
        """The table as an expression over a table of that name."""
        return ibis.table(self.schema, name=self.name)
