"""Nightly scoring with a model's table: a join and a sum in Ibis, no learning library.

    with engine("duckdb") as duck:
        scored = score(terms, values, learners, duck)

Points are whole units of 10^-12, so their sum is exact and the same on every engine, and
`score_units` = base + the sum of a learner's points, always.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.model.terms import Terms
from pumpurs.values.points import UNIT

LOWEST, HIGHEST = -sys.float_info.max, sys.float_info.max
PLACE = "institution"
STEPS = pa.schema(
    [("indicator", pa.string()), ("window", pa.string()), ("low", pa.float64()), ("high", pa.float64()),
     ("points", pa.float64()), ("slope", pa.float64()), ("centre", pa.float64())]
)  # fmt: skip
UNSEEN = pa.schema([("indicator", pa.string()), ("window", pa.string()), ("unseen", pa.int64())])
PLACES = pa.schema([("institution", pa.string()), ("points", pa.int64())])
VALUES = pa.schema(
    [("learner", pa.int64()), ("indicator", pa.string()), ("window", pa.string()),
     ("num", pa.int64()), ("den", pa.int64())]
)  # fmt: skip
LEARNERS = pa.schema([("learner", pa.int64()), ("institution", pa.int32())])


@dataclass(frozen=True)
class Scored:
    """`points`: learner, indicator, window, points_units. `scores`: learner, score_units. `model` is its hash.

    The base rate of a learner's school stands among the points as the indicator "institution".
    """

    model: str
    base_units: int
    points: pa.Table
    scores: pa.Table


def code(indicator: str, window: str) -> str:
    """How a term names an indicator over a window."""
    return f"{indicator}:{window}" if window else indicator


def score(terms: Terms, values: pa.Table, learners: pa.Table, engine: Engine) -> Scored:
    """Points and scores of `learners` (learner, institution) from `values` (learner, indicator, window, num, den)."""
    shown = {
        "model_steps": steps(terms),
        "model_unseen": unseen(terms),
        "model_places": place_points(terms),
        "model_values": values.select(VALUES.names).cast(VALUES),
        "model_learners": learners.select(LEARNERS.names).cast(LEARNERS),
    }
    for name, rows in shown.items():
        engine.hold(name, rows)
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name) for name, rows in shown.items()
    }
    found = points(*tables.values())
    return Scored(
        terms.hash, units(terms.base), engine.rows(found), engine.rows(scores(found, units(terms.base)))
    )


def points(
    steps: ir.Table, unseen: ir.Table, places: ir.Table, values: ir.Table, learners: ir.Table
) -> ir.Table:
    """learner, indicator, window, points_units: one row per learner and term, and one for the school."""
    known = values.filter(_.num.notnull() & (_.den > 0)).mutate(
        value=_.num.cast("float64") / _.den.cast("float64")
    )
    found = known.join(steps, ["indicator", "window"]).filter(_.value >= _.low, _.value < _.high)
    found = found.select(
        "learner",
        "indicator",
        "window",
        points=((_.points + _.slope * (_.value - _.centre)) * float(UNIT)).round(0).cast("int64"),
    )
    every = learners.select("learner").cross_join(unseen)
    by_term = every.left_join(found, ["learner", "indicator", "window"]).select(
        "learner", "indicator", "window", points_units=ibis.coalesce(_.points, _.unseen)
    )
    schools = learners.mutate(institution=_.institution.cast("string")).left_join(places, "institution")
    by_school = schools.select(
        "learner",
        indicator=ibis.literal(PLACE),
        window=ibis.literal(""),
        points_units=ibis.coalesce(_.points, ibis.literal(0, "int64")),
    )
    return by_term.union(by_school)


def scores(points: ir.Table, base_units: int) -> ir.Table:
    """learner, score_units."""
    return points.group_by("learner").agg(
        score_units=_.points_units.sum().cast("int64") + ibis.literal(base_units, "int64")
    )


def steps(terms: Terms) -> pa.Table:
    """The stairs and lines of a model as rows."""
    rows: list[dict[str, Any]] = []
    for term in terms.terms:
        indicator, window = parts(term.indicator)
        edges = (LOWEST, *term.cuts, HIGHEST)
        for at, points in enumerate(term.points):
            rows.append(
                {
                    "indicator": indicator, "window": window, "low": edges[at], "high": edges[at + 1],
                    "points": points, "slope": term.slope, "centre": term.centre,
                }
            )  # fmt: skip
    return pa.Table.from_pylist(rows, STEPS)


def unseen(terms: Terms) -> pa.Table:
    """Points for "not seen", one row per term."""
    rows = [
        {
            "indicator": parts(term.indicator)[0],
            "window": parts(term.indicator)[1],
            "unseen": units(term.missing),
        }
        for term in terms.terms
    ]
    return pa.Table.from_pylist(rows, UNSEEN)


def place_points(terms: Terms) -> pa.Table:
    """Base rates of schools as rows."""
    return pa.Table.from_pylist(
        [{"institution": name, "points": units(points)} for name, points in terms.places.items()], PLACES
    )


def parts(code: str) -> tuple[str, str]:
    """Indicator and window of a term's name."""
    indicator, _colon, window = code.partition(":")
    return indicator, window


def units(points: float) -> int:
    """Points in whole units."""
    return round(points * UNIT)
