"""From texts to rows: each different text is given its meaning once, and the rows that have all theirs are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from pumpurs.analytics.engines.desk import Desk
from pumpurs.analytics.intake.texts import ROW, text_of
from pumpurs.analytics.tables import JOURNALS, Shape

FILE, TURNS = "rows.parquet", "turns.parquet"
KEPT_REJECTIONS = 1_000
LONGEST_SHOWN = 200
FIRST_PACKED, DAYS_PACKED = "2000-01-01", 65_536  # days of two centuries, packed beside a learner
ROWS_AT_ONCE = 3_000_000  # of which doubles are looked for at a time
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a text means: values for the columns of the store; or the column and the reason why it means nothing.

    `since` and `until` bound the days on which it means that; what it means on other days is in `others`. Together
    they hold for every day once.
    """

    values: tuple[Any, ...] = ()
    column: str = ""
    problem: str = ""
    since: date = date.min
    until: date = date.max
    others: tuple[Meaning, ...] = ()


@dataclass(frozen=True)
class Part:
    """What some columns of a file tell together.

    `fields` are the file's, `gives` are columns of the store. `most`: so many different texts are believed; more are
    not what the columns should hold. `day` is the column of the store by which the meaning changes, if it does.
    """

    name: str
    fields: tuple[str, ...]
    gives: Mapping[str, str]
    most: int
    day: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns with the texts that are asked for."""
        return tuple(f"{self.name}_{place}" for place in range(len(self.fields)))

    @property
    def shape(self) -> Shape:
        """Each different text with its meaning, as a table."""
        told = {f"{self.name}_problem_column": "string", f"{self.name}_problem": "string"}
        days = {f"{self.name}_since": "date", f"{self.name}_until": "date"}
        columns = {**dict.fromkeys(self.texts, "string"), **self.gives, **told, **days}
        return Shape(f"part_{self.name}", columns, None, optional=frozenset({*self.gives, *told}))


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
    first_day: date
    last_day: date
    mark: str


@dataclass(frozen=True)
class Taken:
    """What was taken: `rows` as the store wants them, and the numbers of the rows that stood in the file before."""

    path: Path
    rows: ir.Table
    accepted: int
    rejected: int
    doubles: ir.Table | None


class TooManyTexts(Exception):
    """A column holds far more different texts than what it should hold could have."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.name)
        self.part = part


def different(desk: Desk, texts: ir.Table, part: Part) -> Iterator[list[Texts]]:
    """The different texts of a part's columns, some thousand at a time. TooManyTexts where it is too many."""
    if not part.fields:
        yield [()]
        return
    found = 0
    fields = zip(part.texts, part.fields, strict=True)
    plain = texts.select(**{name: texts[text_of(field)] for name, field in fields}).distinct()
    told = plain.select(**{name: plain[name].fill_null("") for name in part.texts}).distinct()
    for batch in desk.batches(told.limit(part.most + 1)):
        found += batch.num_rows
        if found > part.most:
            raise TooManyTexts(part)
        yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def tell(
    desk: Desk, texts: ir.Table, part: Part, meanings: Callable[[Sequence[Texts]], Iterable[Meaning]]
) -> ir.Table:
    """Ask the meaning of each different text of a part, and keep it at the desk under the part's name."""
    schema, nothing = part.shape.arrow, (None,) * len(part.gives)
    batches = []
    for some in different(desk, texts, part):
        rows = [
            (*text, *(one.values or nothing), one.column or None, one.problem or None, one.since, one.until)
            for text, found in zip(some, meanings(some), strict=True)
            for one in (found, *found.others)
        ]
        columns = [pa.array(cells, field.type) for cells, field in zip(zip(*rows), schema, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
    return desk.hold(part.shape, pa.Table.from_batches(batches, schema))


def joined(texts: ir.Table, told: Sequence[tuple[Part, ir.Table]]) -> ir.Table:
    """Every row with the values of all its parts, its first problem and the field of it."""
    rows = texts
    for part, table in sorted(told, key=lambda one: bool(one[0].day)):
        same = [
            rows[text_of(field)].fill_null("") == table[name]
            for field, name in zip(part.fields, part.texts, strict=True)
        ]
        if part.day:
            day = rows[part.day].fill_null(ibis.date(FIRST_PACKED))
            same += [day >= table[f"{part.name}_since"], day < table[f"{part.name}_until"]]
        rows = rows.inner_join(table, same) if same else rows.cross_join(table)
        rows = rows.select(list(rows.columns))
    names = [part.name for part, _ in told]
    column = ibis.cases(
        *((rows[f"{name}_problem"].notnull(), rows[f"{name}_problem_column"]) for name in names), else_=""
    )
    return rows.mutate(
        problem=ibis.coalesce(*(rows[f"{name}_problem"] for name in names)), problem_column=column
    )


def take(desk: Desk, what: str, texts: ir.Table, rows: ir.Table) -> Taken:
    """Write the `rows` of the `texts` that have no problem; of those that stand twice, the first one."""
    shape, path, doubles = JOURNALS[what], desk.folder / FILE, None
    desk.write(rows.filter(rows.problem.isnull()).select(list(shape.columns)), path)
    typed = desk.see(shape, [path])
    if shape.once and _has_doubles(desk, shape, typed):
        doubles = _without_doubles(desk, shape, rows, path)
    accepted = desk.count(typed)
    return Taken(path, typed, accepted, desk.count(texts) - accepted, doubles)


def _has_doubles(desk: Desk, shape: Shape, rows: ir.Table) -> bool:
    """Whether two rows share what only one may have; some million at a time, packed and put in order."""
    bounds = shape.bounds or {}
    turns = 1 + desk.count(rows) // ROWS_AT_ONCE
    packed = rows.learner
    for column in shape.once:
        if column == shape.day:
            packed = packed * DAYS_PACKED + rows[column].delta(ibis.date(FIRST_PACKED), unit="day")
        elif column not in ("institution", "learner"):
            packed = packed * (bounds[column][1] + 1) + rows[column]
    every = rows.select(packed=packed, turn=rows.learner % turns)
    for turn in range(turns):  # a learner at two schools in one lesson is looked at twice: seldom, harmless
        some = every.filter(every.turn == turn).select("packed")
        keys = np.sort(desk.rows(some)["packed"].to_numpy())
        if (keys[1:] == keys[:-1]).any():
            return True
    return False


def _without_doubles(desk: Desk, shape: Shape, rows: ir.Table, path: Path) -> ir.Table:
    """The first of each is written again; gives the numbers of the others."""
    columns, turns = list(shape.columns), desk.folder / TURNS
    good = rows.filter(rows.problem.isnull()).select(*columns, ROW)
    place = ibis.row_number().over(group_by=[good[one] for one in shape.once], order_by=good[ROW])
    ranked = good.mutate(place=place)
    desk.write(ranked, turns)
    seen = desk.see(Shape("turns", {**shape.columns, ROW: "int64", "place": "int64"}, None), [turns])
    desk.write(seen.filter(seen["place"] == 0).select(columns), path)
    return seen.filter(seen["place"] > 0).select(ROW)


def rejected(
    desk: Desk, rows: ir.Table, taken: Taken, columns: Mapping[str, str], *, twice: str
) -> list[Bad]:
    """The first rows that are not taken, in the order of the file. `columns`: field -> column of the file.

    A problem's column is a field; `twice` is the problem of rows that stand in the file twice, shown by the day.
    """
    texts = {field: rows[text_of(field)].fill_null("") for field in columns}
    value = ibis.cases(*((rows.problem_column == field, text) for field, text in texts.items()), else_="")
    bad = rows.mutate(value=value.substr(0, LONGEST_SHOWN)).filter(rows.problem.notnull())
    told = [bad.select(ROW, field=bad.problem_column, value=bad.value, problem=bad.problem)]
    if taken.doubles is not None:
        double = rows.semi_join(taken.doubles, ROW)
        shown = double[text_of("day")].fill_null("").substr(0, LONGEST_SHOWN)
        told.append(double.select(ROW, field=ibis.literal("day"), value=shown, problem=ibis.literal(twice)))
    found = []
    for some in told:
        for one in desk.rows(some.order_by(ROW).limit(KEPT_REJECTIONS)).to_pylist():
            found.append(Bad(one[ROW], columns.get(one["field"], one["field"]), one["value"], one["problem"]))
    return sorted(found, key=lambda one: one.row)[:KEPT_REJECTIONS]


def months(desk: Desk, what: str, rows: ir.Table) -> list[Month]:
    """What the taken rows hold, by school and month."""
    shape = JOURNALS[what]
    assert shape.day is not None
    day = rows[shape.day]
    by_month = rows.mutate(month=day.truncate("M").cast("date"))
    places = ["institution", "month"]
    counted = by_month.group_by(places).agg(
        rows=by_month.count(), first=by_month[shape.day].min(), last=by_month[shape.day].max()
    )
    marks = {(school, month): mark for school, month, mark in desk.prints(by_month, places)}
    return [
        Month(
            one["institution"],
            one["month"],
            one["rows"],
            one["first"],
            one["last"],
            str(marks[one["institution"], one["month"]]),
        )
        for one in desk.rows(counted.order_by(places)).to_pylist()
    ]
