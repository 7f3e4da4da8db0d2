# ruff: noqa: S608 - names and paths are quoted by `name` and `literal`
"""From texts to rows: each different text is given its meaning once, and the rows that have all theirs are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from pumpurs.analytics.intake.desk import Desk, literal, name
from pumpurs.analytics.intake.texts import ROW, relation, text_of
from pumpurs.analytics.tables import JOURNALS, Shape

KEPT_REJECTIONS = 1_000
FIRST_PACKED, DAYS_PACKED = "2000-01-01", 65_536  # days of two centuries, packed beside a learner
ROWS_AT_ONCE = 3_000_000  # of which doubles are looked for at a time
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a text means: values for the columns of the store; or the column and the reason why it means nothing."""

    values: tuple[Any, ...] = ()
    column: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Part:
    """What some columns of a file tell together.

    `fields` are the file's, `gives` are columns of the store. `most`: so many different texts are believed; more are
    not what the columns should hold.
    """

    name: str
    fields: tuple[str, ...]
    gives: Mapping[str, pa.DataType]
    most: int


@dataclass(frozen=True)
class Bad:
    """A row that is not taken: what stood in which column, and why."""

    row: int
    column: str
    value: str
    problem: str


@dataclass(frozen=True)
class Month:
    """What the file holds of a school in a month. `mark` is equal for equal rows."""

    institution: int
    month: date
    rows: int
    last_day: date
    mark: str


class TooManyTexts(Exception):
    """A column holds far more different texts than what it should hold could have."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.name)
        self.part = part


def different(desk: Desk, part: Part) -> Iterator[list[Texts]]:
    """The different texts of a part's columns, some thousand at a time. TooManyTexts where it is too many."""
    if not part.fields:
        yield [()]
        return
    found = 0
    plain = ", ".join(f"coalesce(c{place}, '')" for place in range(len(part.fields)))
    named = ", ".join(f"{name(text_of(one))} AS c{place}" for place, one in enumerate(part.fields))
    texts = f"SELECT DISTINCT {named} FROM {literal(str(desk.texts))}"
    for batch in desk.batches(f"SELECT DISTINCT {plain} FROM ({texts}) LIMIT {part.most + 1}"):
        found += batch.num_rows
        if found > part.most:
            raise TooManyTexts(part)
        yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def tell(desk: Desk, part: Part, meanings: Callable[[Sequence[Texts]], Iterable[Meaning]]) -> None:
    """Ask the meaning of each different text of a part, and keep it at the desk under the part's name."""
    keys = [f"t{place}" for place in range(len(part.fields))]
    fields = [
        *((key, pa.string()) for key in keys), *part.gives.items(), ("problem_column", pa.string()),
        ("problem", pa.string()),
    ]  # fmt: skip
    schema = pa.schema([pa.field(*one) for one in fields])
    nothing = (None,) * len(part.gives)
    batches = []
    for texts in different(desk, part):
        rows = [
            (*text, *(found.values or nothing), found.column or None, found.problem or None)
            for text, found in zip(texts, meanings(texts), strict=True)
        ]
        columns = [pa.array(cells, field.type) for cells, field in zip(zip(*rows), schema, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
    desk.keep(part.name, pa.Table.from_batches(batches, schema))


def joined(desk: Desk, parts: Sequence[Part], *, also: str = "NULL::VARCHAR") -> str:
    """Every row with the values of all its parts, its first problem and the column of it.

    `also` is an SQL expression of one more problem that only several parts together show; its column is `day`.
    """
    gives = ", ".join(f"{part.name}.{name(one)}" for part in parts for one in part.gives)
    problem = ", ".join(f"{part.name}.problem" for part in parts)
    columns = " ".join(
        f"WHEN {part.name}.problem IS NOT NULL THEN {part.name}.problem_column" for part in parts
    )
    joins = " ".join(
        f"JOIN {part.name} ON "
        + (
            " AND ".join(
                f"coalesce(x.{name(text_of(field))}, '') = {part.name}.t{place}"
                for place, field in enumerate(part.fields)
            )
            or "true"
        )
        for part in parts
    )
    return (
        f"(SELECT x.*, {gives}, coalesce({problem}, {also}) AS problem, "
        f"CASE {columns} ELSE {literal('day')} END AS problem_column FROM {relation(desk)} x {joins})"
    )


def take(desk: Desk, what: str, source: str) -> tuple[int, int]:
    """Write the rows without a problem; gives how many were taken and how many not. Doubles count as not taken."""
    shape = JOURNALS[what]
    columns = ", ".join(name(one) for one in shape.columns)
    target = literal(str(desk.rows))
    desk.run(f"COPY (SELECT {columns} FROM {source} WHERE problem IS NULL) TO {target}")
    if shape.once and _has_doubles(desk, shape):
        _without_doubles(desk, shape, source)
    taken = int(desk.one(f"SELECT count(*) FROM {target}")[0])
    rows = int(desk.one(f"SELECT count(*) FROM {literal(str(desk.texts))}")[0])
    return taken, rows - taken


def _has_doubles(desk: Desk, shape: Shape) -> bool:
    """Whether two rows share what only one may have; some million at a time, packed and put in order."""
    rows, bounds = literal(str(desk.rows)), shape.bounds or {}
    turns = 1 + int(desk.one(f"SELECT count(*) FROM {rows}")[0]) // ROWS_AT_ONCE
    packed = "learner"
    for column in shape.once:
        if column == shape.day:
            packed = f"{packed} * {DAYS_PACKED} + ({name(column)} - DATE '{FIRST_PACKED}')"
        elif column not in ("institution", "learner"):
            packed = f"{packed} * {bounds[column][1] + 1} + {name(column)}"
    for turn in range(
        turns
    ):  # a learner at two schools in one lesson is looked at twice: seldom, and harmless
        statement = f"SELECT {packed} AS packed FROM {rows} WHERE learner % {turns} = {turn}"
        keys = np.sort(desk.connection.execute(statement).fetchnumpy()["packed"])
        if (keys[1:] == keys[:-1]).any():
            return True
    return False


def _without_doubles(desk: Desk, shape: Shape, source: str) -> None:
    """Of rows that stand twice the first one counts; the others are put aside to be told."""
    columns, keys = ", ".join(map(name, shape.columns)), ", ".join(map(name, shape.once))
    turns, doubles = desk.folder / "turns.parquet", desk.folder / "doubles.parquet"
    ranked = (
        f"SELECT {columns}, {ROW}, row_number() OVER (PARTITION BY {keys} ORDER BY {ROW}) AS turn "
        f"FROM {source} WHERE problem IS NULL"
    )
    desk.run(f"COPY ({ranked}) TO {literal(str(turns))}")
    desk.run(f"COPY (SELECT {ROW} FROM {literal(str(turns))} WHERE turn > 1) TO {literal(str(doubles))}")
    desk.run(
        f"COPY (SELECT {columns} FROM {literal(str(turns))} WHERE turn = 1) TO {literal(str(desk.rows))}"
    )
    turns.unlink()


def rejected(desk: Desk, source: str, columns: Mapping[str, str], *, twice: str) -> list[Bad]:
    """The first rows that are not taken, in the order of the file. `columns`: field -> column of the file.

    A problem's column is a field; `twice` is the problem of rows that stand in the file twice, shown by the day.
    """
    shown = " ".join(f"WHEN {literal(field)} THEN coalesce({name(text_of(field))}, '')" for field in columns)
    value = f"CASE problem_column {shown} ELSE '' END"
    found = [
        Bad(row, columns.get(field, field), text, problem)
        for row, field, text, problem in desk.all(
            f"SELECT {ROW}, problem_column, left({value}, 200), problem FROM {source} "
            f"WHERE problem IS NOT NULL ORDER BY {ROW} LIMIT {KEPT_REJECTIONS}"
        )
    ]
    doubles = desk.folder / "doubles.parquet"
    if doubles.exists():
        found += [
            Bad(row, columns["day"], text, twice)
            for row, text in desk.all(
                f"SELECT {ROW}, coalesce({name(text_of('day'))}, '') FROM {relation(desk)} "
                f"SEMI JOIN {literal(str(doubles))} USING ({ROW}) ORDER BY {ROW} LIMIT {KEPT_REJECTIONS}"
            )
        ]
    return sorted(found, key=lambda one: one.row)[:KEPT_REJECTIONS]


def months(desk: Desk, what: str) -> list[Month]:
    """What the taken rows hold, by school and month."""
    shape = JOURNALS[what]
    assert shape.day is not None
    day = name(shape.day)
    columns = ", ".join(name(one) for one in shape.columns)
    found = desk.all(
        f"SELECT institution, date_trunc('month', {day})::DATE, count(*), max({day}), bit_xor(h), sum(h & 65535) "
        f"FROM (SELECT institution, {day}, hash({columns}) AS h FROM {literal(str(desk.rows))}) "
        f"GROUP BY ALL ORDER BY ALL"
    )
    return [
        Month(institution, month, rows, last, f"{rows}-{one}-{two}")
        for institution, month, rows, last, one, two in found
    ]


def batches(desk: Desk, what: str) -> Iterator[pa.RecordBatch]:
    """The taken rows as the store wants them."""
    columns = ", ".join(name(one) for one in JOURNALS[what].columns)
    yield from desk.batches(f"SELECT {columns} FROM {literal(str(desk.rows))}")
