"""The programme's own past semesters (pašu semestri): values of indicators as they were, and what came of it.

Two or three Parquet files in a folder:
- values: cohort, learner, indicator, window, num, den, week (what scoring gave in one week of each semester, 1 being
  the first);
- outcomes: cohort, learner, institution, outcome 0/1, weeks (to the event, empty if none), and any `group_…` columns;
- hits (may be lacking): cohort, learner, rule.
A cohort is a semester such as 2025/2; they sort by name. Semester by semester is predicted from those before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.datasets.source import NotThere, numbers, words
from pumpurs.analytics.model.sample import LESS, MORE, Floats, Input, Sample, Split, Words
from pumpurs.analytics.model.score import code, parts
from pumpurs.rulebook import indicators

GROUP = "group_"
NEEDED = {
    "values": ("cohort", "learner", "indicator", "window", "num", "den", "week"),
    "outcomes": ("cohort", "learner", "institution", "outcome", "weeks"),
    "hits": ("cohort", "learner", "rule"),
}


def sample(folder: Path) -> Sample:
    """The closed semesters kept in a folder. NotThere if a file or a column is lacking."""
    hits = _read(folder, "hits") if (folder / "hits.parquet").is_file() else None
    return own(_read(folder, "values"), _read(folder, "outcomes"), hits)


def own(values: pa.Table, outcomes: pa.Table, hits: pa.Table | None = None) -> Sample:
    """A sample of the programme's own learners. NotThere with fewer than two semesters."""
    cohort, learner = words(outcomes, "cohort"), words(outcomes, "learner")
    cohorts = sorted(set(cohort.tolist()))
    if len(cohorts) < 2:
        raise NotThere(
            f"Two closed semesters are needed, one to learn from and one to judge by; here are {cohorts}."
        )
    weeks = sorted({int(one) for one in numbers(values, "week")})
    if len(weeks) != 1:
        raise NotThere(f"All values must be of one week of the semester; here are weeks {weeks}.")
    row_of = {key: row for row, key in enumerate(zip(cohort.tolist(), learner.tolist(), strict=True))}
    columns = _columns(values)
    fired = _rows(hits, row_of) if hits is not None else np.zeros(0, dtype=int)
    flags = np.bincount(fired[fired >= 0], minlength=len(outcomes)).astype(float)
    return Sample(
        name="own",
        says="left school within the time the outcomes were gathered for",
        columns=columns,
        inputs=_inputs(values, columns, row_of),
        outcome=numbers(outcomes, "outcome"),
        flags=flags,
        place=words(outcomes, "institution"),
        cohort=cohort,
        splits=tuple(Split(tuple(cohorts[:at]), (cohorts[at],)) for at in range(1, len(cohorts))),
        groups=_groups(outcomes),
        weeks=numbers(outcomes, "weeks"),
        weeks_says="from the day of prediction until the learner left",
        taken_in=weeks[0],
    )


def _inputs(values: pa.Table, columns: tuple[Input, ...], row_of: Mapping[tuple[str, str], int]) -> Floats:
    column_of = {column.code: at for at, column in enumerate(columns)}
    named = [code(*one) for one in zip(words(values, "indicator"), words(values, "window"), strict=True)]
    at = np.array([column_of[one] for one in named], dtype=int)
    row = _rows(values, row_of)
    den = numbers(values, "den")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(den > 0, numbers(values, "num") / den, np.nan)
    inputs = np.full((len(row_of), len(columns)), np.nan)
    inputs[row[row >= 0], at[row >= 0]] = value[row >= 0]
    return inputs


def _columns(values: pa.Table) -> tuple[Input, ...]:
    known = indicators.read().rules
    named = sorted(
        {code(*one) for one in zip(words(values, "indicator"), words(values, "window"), strict=True)}
    )
    strange = [one for one in named if parts(one)[0] not in known]
    if strange:
        raise NotThere(
            f"values.parquet has indicators that the rulebook does not know: {', '.join(strange)}."
        )
    return tuple(
        Input(one, known[parts(one)[0]].name.en, MORE if known[parts(one)[0]].worse == "more" else LESS)
        for one in named
    )


def _rows(table: pa.Table, row_of: Mapping[tuple[str, str], int]) -> np.ndarray:
    keys = zip(words(table, "cohort").tolist(), words(table, "learner").tolist(), strict=True)
    return np.array([row_of.get(key, -1) for key in keys], dtype=int)


def _groups(outcomes: pa.Table) -> dict[str, Words]:
    return {
        name.removeprefix(GROUP): words(outcomes, name)
        for name in outcomes.column_names
        if name.startswith(GROUP)
    }


def _read(folder: Path, name: str) -> pa.Table:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise NotThere(
            f"{path} is not there. Past semesters are kept in values.parquet and outcomes.parquet."
        )
    table = pq.read_table(path)
    lacking = [one for one in NEEDED[name] if one not in table.column_names]
    if lacking:
        raise NotThere(f"{path} has no column {', '.join(lacking)}.")
    return table
