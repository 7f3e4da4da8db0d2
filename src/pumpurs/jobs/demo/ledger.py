"""Writes many rows of many tables: kept in memory for a moment, then sent by COPY, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

BATCH = 40_000
COUNTED = (1, 5, 25)  # after so many batches the planner counts the tables


class Table:
    """The columns of one table that are written, with their defaults, and the rows that wait."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [
            field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)
        ]
        self.name = model._meta.db_table
        self.defaults = {
            field.attname: _default(field) for field in fields if not isinstance(field, models.AutoField)
        }
        self.columns = [str(field.column) for field in fields if not isinstance(field, models.AutoField)]
        self.known = self.defaults.keys()
        self.rows: list[tuple[object, ...]] = []


def _default(field: models.Field[Any, Any]) -> object:
    if not field.has_default():
        return None if field.null or not field.empty_strings_allowed else ""
    if field.default is dict:
        return "{}"
    return None if field.primary_key else field.get_default()


class Ledger:
    """Rows on their way to the database. Everything is in one transaction, so it is all there or nothing is."""

    def __init__(self) -> None:
        self._tables: dict[type[models.Model], Table] = {}
        self._waiting, self._batches = 0, 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            self.xid = int(cursor.fetchone()[0])

    def add(self, model: type[models.Model], **values: object) -> None:
        """One row. Columns by attribute name (`partner_id`); a column without value has its default."""
        table = self._tables.get(model)
        if table is None:
            table = self._tables[model] = Table(model)
        if not values.keys() <= table.known:
            raise TypeError(f"{table.name} has no column {', '.join(sorted(values.keys() - table.known))}")
        table.rows.append(tuple((table.defaults | values).values()))
        self._waiting += 1
        if self._waiting >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Send what waits and have its references checked, so that memory does not grow here nor there."""
        for table in self._tables.values():
            if table.rows:
                _copy(table.name, table.columns, table.rows)
                table.rows.clear()
        self._waiting, self._batches = 0, self._batches + 1
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            if self._batches in COUNTED:
                cursor.execute("ANALYZE")  # else references are looked up as if the tables were empty


def _copy(name: str, columns: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active(%s::regclass)", [name])
        walled = bool(
            cursor.fetchone()[0]
        )  # COPY cannot write through a wall: an owner without privileges stages
        target = "demo_staging" if walled else name
        if walled:
            cursor.execute(f'CREATE TEMP TABLE demo_staging AS SELECT {quoted} FROM "{name}" WITH NO DATA')  # noqa: S608
        with cursor.copy(f'COPY "{target}" ({quoted}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        if walled:
            cursor.execute(f'INSERT INTO "{name}" ({quoted}) SELECT {quoted} FROM demo_staging')  # noqa: S608
            cursor.execute("DROP TABLE demo_staging")
