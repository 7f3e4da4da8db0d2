"""The same figures by others: a bare scan, DuckDB SQL written by hand, Polars, pandas, each on the same files.

The SQL gives all hits of a scoring; Polars and pandas work out the figures of attendance and marks alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pumpurs.analytics.hits import rule_rows
from pumpurs.analytics.indicators import figures
from pumpurs.analytics.manifest import Manifest
from pumpurs.analytics.moment import Moment, free_days, monday
from pumpurs.analytics.scoring import rules_on
from pumpurs.analytics.store import Store
from pumpurs.rulebook import attendance_codes, note_kinds

try:
    import polars
except ImportError:
    polars = None
try:
    import pandas
except ImportError:
    pandas = None


class Files:
    """The current files of a store, as many of the buckets as asked."""

    def __init__(self, store: Store, buckets: int | None = None) -> None:
        manifest: Manifest = store.manifest()
        self.enrolment = [str(store.root / manifest.snapshots["enrolment"].path)]
        self.attendance, self.marks, self.notes = (
            [
                str(store.root / part.path)
                for slot, part in sorted(manifest.parts(table).items())
                if buckets is None or slot.bucket < buckets
            ]
            for table in ("attendance", "marks", "notes")
        )


def scan(files: Files) -> int:
    """Read every column a scoring needs and add it up."""
    connection = duckdb.connect()
    for columns, of in (
        ("sum(institution), sum(learner), sum(day - DATE '2025-09-01'), sum(status)", files.attendance),
        ("sum(learner), sum(subject), sum(day - DATE '2025-09-01'), sum(mark), sum(passed)", files.marks),
    ):
        connection.execute(f"SELECT {columns} FROM read_parquet({of})").fetchall()
    return 0


BY_HAND = Path(__file__).with_name("scoring_by_hand.sql")


def by_hand(files: Files, as_of: date) -> int:
    """What somebody who knows SQL would write: all figures of the drawn country, hits, what is usual; gives the hits.

    It must give the very hits of a scoring. It knows no timetable, no support sessions and nobody out of school, for
    the drawn country has none; neither folds for the next night.
    """
    moment, codes = Moment(as_of), attendance_codes.table().rules.values()
    asked, rules = figures(), rules_on(as_of)
    weeks = [monday(moment.first_of_year) + timedelta(days=7 * step) for step in range(53)]
    connection = duckdb.connect()
    connection.register("rules", rule_rows(rules.rules, asked, as_of))
    text = BY_HAND.read_text(encoding="utf-8").format(
        attendance=files.attendance,
        marks=files.marks,
        notes=files.notes,
        enrolment=files.enrolment,
        semester=moment.first_of_semester,
        recent=moment.first_of_four_weeks,
        year=moment.first_of_year,
        school_year=moment.school_year.start_year,
        end=moment.end,
        present=attendance_codes.code("present").code,
        missed=_listed(one.code for one in codes if one.missed),
        unexcused=_listed(one.code for one in codes if one.missed and not one.excused),
        by_weeks=_listed(one.code for one in codes if one.left_out_in_whole_weeks),
        free=_listed(f"'{day}'" for week in weeks if week <= as_of for day in free_days(week)),
        remarks=_listed(note_kinds.counted_codes()),
        **{f"{one.indicator}_{one.window}": one.number for one in asked},
    )
    connection.execute(text)
    with tempfile.TemporaryDirectory() as folder:
        for table in ("figures", "told"):
            connection.execute(f"COPY {table} TO '{folder}/{table}.parquet'")
    return int((connection.execute("SELECT count(*) FROM told").fetchone() or (0,))[0])


def _listed(values: Iterable[object]) -> str:
    return f"({', '.join(map(str, values))})"


def polars_lazy(files: Files, as_of: date) -> int:
    """The same in Polars' lazy frames."""
    if polars is None:
        raise ModuleNotFoundError("polars is not installed")
    moment, col = Moment(as_of), polars.col
    lessons = polars.scan_parquet(files.attendance).with_columns(week=col("day").dt.truncate("1w"))
    weeks = lessons.group_by("learner", "week").agg(
        held=polars.len(),
        missed=col("status").is_between(2, 4).sum(),
        unexcused=(col("status") == 3).sum(),
        ill=(col("status") == 4).sum(),
    )
    weeks = weeks.filter(col("ill") < col("held"))
    sums = []
    for name, inside in (
        ("semester", col("week") >= moment.first_of_semester),
        ("recent", col("week") >= moment.first_of_four_weeks),
        ("before", col("week") < moment.first_of_four_weeks),
    ):
        sums += [
            col(what).filter(inside).sum().alias(f"{what}_{name}") for what in ("held", "missed", "unexcused")
        ]
    x = (col("day") - moment.first_of_year).dt.total_days()
    marks = polars.scan_parquet(files.marks).with_columns(x=x, y=col("mark").cast(polars.Int64))
    subjects = marks.group_by("learner", "subject", now=col("day") >= moment.first_of_semester).agg(
        n=polars.len(),
        sy=col("y").sum(),
        sx=col("x").sum(),
        sxy=(col("x") * col("y")).sum(),
        sxx=(col("x") * col("x")).sum(),
    )
    low = col("now") & (col("n") >= 3) & (col("sy") * 2 < col("n") * 7)
    by_learner = subjects.group_by("learner").agg(
        low.sum().alias("insufficient"), *(col(name).sum() for name in ("n", "sx", "sy", "sxy", "sxx"))
    )
    found = weeks.group_by("learner").agg(*sums).join(by_learner, on="learner", how="left").collect()
    return int(found["missed_recent"].sum() + found["insufficient"].sum())


def pandas_frames(files: Files, as_of: date) -> int:
    """The same in pandas, attendance only: it is the part that hurts."""
    if pandas is None:
        raise ModuleNotFoundError("pandas is not installed")
    moment = Moment(as_of)
    frame = pq.read_table(files.attendance, columns=["learner", "day", "status"]).to_pandas()
    day = pandas.to_datetime(frame["day"])
    frame["week"] = day - pandas.to_timedelta(day.dt.weekday, unit="D")
    frame["missed"] = frame["status"].between(2, 4)
    frame["unexcused"] = frame["status"] == 3
    frame["ill"] = frame["status"] == 4
    weeks = frame.groupby(["learner", "week"]).agg(
        held=("status", "size"), missed=("missed", "sum"), unexcused=("unexcused", "sum"), ill=("ill", "sum")
    )
    weeks = weeks[weeks["ill"] < weeks["held"]].reset_index()
    recent = weeks[weeks["week"] >= pandas.Timestamp(moment.first_of_four_weeks)]
    return int(recent.groupby("learner")["missed"].sum().sum())


PEERS: dict[str, Callable[..., Any]] = {
    "scan": lambda files, as_of: scan(files),
    "hand-written SQL": by_hand,
    "Polars": polars_lazy,
    "pandas": pandas_frames,
}
