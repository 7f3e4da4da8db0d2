"""Journals drawn as text, and the figures that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from pumpurs.analytics.engines import Engine, engine
from pumpurs.analytics.scoring import Result, rules_on, run
from pumpurs.analytics.store import BUCKETS, Scope, Store
from pumpurs.analytics.tables import JOURNALS, SNAPSHOTS, Shape

AS_OF = date(2026, 5, 15)  # a Friday; the last four weeks of school begin on 20 April
ALWAYS = date(2024, 9, 2), date(2027, 9, 6)
Drawn = Mapping[str, str]
Values = dict[int, tuple[int, int, int]]


def table(shape: Shape, text: str) -> pa.Table:
    """The rows of a drawing: a line of column names, then a line for each row; `-` is no value."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    assert set(head) == set(shape.columns), f"{shape.name} has columns {', '.join(shape.columns)}"
    rows = [
        {name: _value(shape.columns[name], cell) for name, cell in zip(head, line, strict=True)}
        for line in lines
    ]
    return pa.Table.from_pylist(rows, schema=shape.arrow)


def _value(kind: str, cell: str) -> date | int | None:
    if cell == "-":
        return None
    return date.fromisoformat(cell) if kind == "date" else int(cell)


def place(root: Path, tables: Mapping[str, pa.Table], *, buckets: int = BUCKETS) -> Store:
    """A store that holds the tables; who stands in a journal and in no enrolment is in grade 8 of class 1."""
    store, learners = Store(root, buckets=buckets), dict[tuple[int, int], None]()
    for name, rows in tables.items():
        if name in JOURNALS:
            schools = sorted(set(rows["institution"].to_pylist()))
            store.replace_many(name, [Scope(school, *ALWAYS) for school in schools], rows)
            keys = zip(rows["learner"].to_pylist(), rows["institution"].to_pylist(), strict=True)
            learners |= dict.fromkeys(keys)
    shape = SNAPSHOTS["enrolment"]
    enrolled = tables.get("enrolment", shape.arrow.empty_table())
    known = set(enrolled["learner"].to_pylist())
    others = {learner: school for learner, school in learners if learner not in known}
    rows = [
        {"institution": school, "learner": learner, "class_key": 1, "grade": 8, "school_year": 2025}
        | {"first": date(2025, 9, 1), "end": None}
        for learner, school in others.items()
    ]
    store.put("enrolment", pa.concat_tables([enrolled, pa.Table.from_pylist(rows, schema=shape.arrow)]))
    return store


def place_drawn(root: Path, drawn: Drawn) -> Store:
    """A store that holds what was drawn."""
    return place(root, together(drawn))


def together(*drawings: Drawn) -> dict[str, pa.Table]:
    """Drawings that never meet, put into one country."""
    shapes = {**JOURNALS, **SNAPSHOTS}
    names = {name: None for drawn in drawings for name in drawn}
    return {
        name: pa.concat_tables([table(shapes[name], drawn[name]) for drawn in drawings if name in drawn])
        for name in names
    }


def score(
    store: Store, as_of: date = AS_OF, *, full: bool = False, institutions: tuple[int, ...] = ()
) -> Result:
    """A scoring by DuckDB."""
    with engine("duckdb", threads=1) as duck:
        return run(store, as_of, rules_on(as_of), duck, full=full, institutions=institutions)


def score_with(opened: Engine, store: Store, as_of: date = AS_OF) -> Result:
    """A scoring by an engine that is open."""
    return run(store, as_of, rules_on(as_of), opened, full=True)


def values(result: Result, indicator: str, window: str) -> Values:
    """A figure by learner."""
    return {
        one["learner"]: (one["num"], one["den"], one["seen"])
        for one in result.values().to_pylist()
        if one["indicator"] == indicator and one["window"] == window
    }
