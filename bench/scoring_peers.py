"""The same figures by others: a bare scan, DuckDB SQL written by hand, Polars, pandas, each on the same files.

Each gives the learners it worked out and, where it makes figures, a sum of them to compare with ours.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pumpurs.analytics.manifest import Manifest
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.store import Store

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
        self.attendance, self.marks = (
            [
                str(store.root / part.path)
                for slot, part in sorted(manifest.parts(table).items())
                if buckets is None or slot.bucket < buckets
            ]
            for table in ("attendance", "marks")
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


BY_HAND = """
WITH weeks AS (
  SELECT learner, date_trunc('week', day) AS week, count(*) AS held,
    count(*) FILTER (status IN (2, 3, 4)) AS missed, count(*) FILTER (status = 3) AS unexcused,
    count(*) FILTER (status = 4) AS ill
  FROM read_parquet({attendance}) GROUP BY ALL
), counted AS (SELECT * FROM weeks WHERE ill < held
), lessons AS (
  SELECT learner,
    sum(held) FILTER (week >= '{semester}') AS held_semester,
    sum(missed) FILTER (week >= '{semester}') AS missed_semester,
    sum(unexcused) FILTER (week >= '{semester}') AS unexcused_semester,
    sum(held) FILTER (week >= '{recent}') AS held_recent,
    sum(missed) FILTER (week >= '{recent}') AS missed_recent,
    sum(unexcused) FILTER (week >= '{recent}') AS unexcused_recent,
    sum(held) FILTER (week < '{recent}') AS held_before,
    sum(missed) FILTER (week < '{recent}') AS missed_before
  FROM counted GROUP BY ALL
), subjects AS (
  SELECT learner, subject, day >= '{semester}' AS now, count(mark) AS n, sum(mark) AS sy,
    sum(day - DATE '{year}') AS sx, sum((day - DATE '{year}') * mark) AS sxy,
    sum((day - DATE '{year}') * (day - DATE '{year}')) AS sxx
  FROM read_parquet({marks}) GROUP BY ALL
), marks AS (
  SELECT learner, sum(n) FILTER (now) AS n_now, sum(sy) FILTER (now) AS sy_now,
    count(*) FILTER (now AND n >= 3 AND sy * 2 < n * 7) AS insufficient,
    sum(sx) * sum(sy) - sum(n) * sum(sxy) AS fall_num, sum(n) * sum(sxx) - sum(sx) * sum(sx) AS fall_den
  FROM subjects GROUP BY ALL
)
SELECT learner, missed_semester, held_semester, unexcused_semester, missed_recent, held_recent, unexcused_recent,
  missed_recent / held_recent - missed_before / held_before AS change, n_now, sy_now, insufficient,
  28 * fall_num / fall_den AS fall
FROM lessons LEFT JOIN marks USING (learner)
"""


def by_hand(files: Files, as_of: date) -> int:
    """The statement somebody who knows SQL would write; figures of attendance and marks."""
    moment = Moment(as_of)
    connection = duckdb.connect()
    text = BY_HAND.format(
        attendance=files.attendance,
        marks=files.marks,
        semester=moment.first_of_semester,
        recent=moment.first_of_four_weeks,
        year=moment.first_of_year,
    )
    connection.execute(f"CREATE TABLE found AS {text}")
    found = connection.execute("SELECT sum(missed_recent), sum(insufficient) FROM found").fetchone()
    return int(sum(found or (0,)))


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
