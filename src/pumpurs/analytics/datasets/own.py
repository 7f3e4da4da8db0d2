"""The programme's own past semesters (pašu semestri): values of indicators as they were, and what came of it.

A folder a semester, as `analytics.past` keeps them; those that are closed have three Parquet files:
- values: cohort, learner, indicator, window, num, den, week (what scoring gave in one week of each semester, 1 being
  the first);
- outcomes: cohort, learner, institution, outcome 0/1, weeks (to the event, empty if none), perhaps municipality, and
  any `group_…` columns;
- hits: cohort, learner, rule.
A cohort is a semester such as 2025/2; they sort by name. Semester by semester is predicted from those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pumpurs.analytics.datasets.source import NotThere, numbers, words
from pumpurs.analytics.model.sample import LESS, MORE, Floats, Input, Ints, Sample, Split, Words
from pumpurs.analytics.model.score import code, parts
from pumpurs.analytics.past import usable, was_made_up
from pumpurs.rulebook import indicators

GROUP, AREA = "group_", "municipality"
LEARNERS = 1 << 48  # more than there will be keys of learners
CLOSED = (
    "The nightly job keeps the figures of each semester's fixed week, "
    "and closes a semester in that week of the next."
)
NEEDED = {
    "values": ("cohort", "learner", "indicator", "window", "num", "den", "week"),
    "outcomes": ("cohort", "learner", "institution", "outcome", "weeks"),
    "hits": ("cohort", "learner", "rule"),
}


def sample(folder: Path) -> Sample:
    """The closed semesters kept in a folder in which enough learners left. NotThere if there is none, or a file or a
    column is lacking.
    """
    closed = usable(folder)
    if not closed:
        raise NotThere(f"No semester in which enough learners left is closed yet in {folder}. {CLOSED}")
    made_up = tuple(one.name.replace("-", "/") for one in closed if was_made_up(one))
    return replace(own(*(_read(closed, name) for name in NEEDED)), made_up=made_up)


def own(values: pa.Table, outcomes: pa.Table, hits: pa.Table) -> Sample:
    """A sample of the programme's own learners. NotThere with fewer than two semesters."""
    cohort = words(outcomes, "cohort")
    cohorts = sorted(set(cohort.tolist()))
    if len(cohorts) < 2:
        raise NotThere(
            f"Two closed semesters are needed, one to learn from and one to judge by; here are {cohorts}."
        )
    weeks = pc.unique(values["week"]).sort().to_pylist()
    if len(weeks) != 1:
        raise NotThere(f"All values must be of one week of the semester; here are weeks {weeks}.")
    columns, at = _columns(values)
    fired = _rows(hits, outcomes, cohorts)
    return Sample(
        name="own",
        says="left school before the same week of the next semester",
        columns=columns,
        inputs=_inputs(values, at, len(columns), _rows(values, outcomes, cohorts), len(outcomes)),
        outcome=numbers(outcomes, "outcome"),
        flags=np.bincount(fired[fired >= 0], minlength=len(outcomes)).astype(float),
        place=words(outcomes, "institution"),
        area=_areas(outcomes),
        cohort=cohort,
        splits=tuple(Split(tuple(cohorts[:at]), (cohorts[at],)) for at in range(1, len(cohorts))),
        groups=_groups(outcomes),
        weeks=numbers(outcomes, "weeks"),
        weeks_says="from the day of prediction until the learner left",
        taken_in=weeks[0],
    )


def _inputs(values: pa.Table, column: Ints, columns: int, row: Ints, rows: int) -> Floats:
    den = numbers(values, "den")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(den > 0, numbers(values, "num") / den, np.nan)
    inputs = np.full((rows, columns), np.nan)
    inputs[row[row >= 0], column[row >= 0]] = value[row >= 0]
    return inputs


def _columns(values: pa.Table) -> tuple[tuple[Input, ...], Ints]:
    """The inputs in order of their names, and which of them each row is of."""
    known = indicators.read().rules
    pairs = pc.binary_join_element_wise(values["indicator"], values["window"], ":").combine_chunks()
    found = pairs.dictionary_encode()
    named = [code(*parts(one)) for one in found.dictionary.to_pylist()]
    strange = sorted({one for one in named if parts(one)[0] not in known})
    if strange:
        raise NotThere(
            f"values.parquet has indicators that the rulebook does not know: {', '.join(strange)}."
        )
    ordered = sorted(named)
    columns = tuple(
        Input(one, known[parts(one)[0]].name.en, MORE if known[parts(one)[0]].worse == "more" else LESS)
        for one in ordered
    )
    places = np.array([ordered.index(one) for one in named], dtype=int)
    return columns, places[found.indices.to_numpy()]


def _rows(table: pa.Table, outcomes: pa.Table, cohorts: list[str]) -> Ints:
    """For each row of a table the row of its learner and semester among the outcomes, -1 if there is none."""
    keys, wanted = _keys(outcomes, cohorts), _keys(table, cohorts)
    order = np.argsort(keys)
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return np.where(keys[order][at] == wanted, order[at], -1)


def _keys(table: pa.Table, cohorts: list[str]) -> Ints:
    cohort = pc.fill_null(pc.index_in(table["cohort"], pa.array(cohorts)), -1).to_numpy()
    numbers: Ints = cohort.astype(np.int64) * LEARNERS + table["learner"].to_numpy()
    return numbers


def _areas(outcomes: pa.Table) -> Words | None:
    """The municipality of each learner's school; None if one of the semesters does not tell."""
    if AREA not in outcomes.column_names or outcomes[AREA].null_count:
        return None
    return words(outcomes, AREA)


def _groups(outcomes: pa.Table) -> dict[str, Words]:
    return {
        name.removeprefix(GROUP): words(outcomes, name)
        for name in outcomes.column_names
        if name.startswith(GROUP)
    }


def _read(closed: Sequence[Path], name: str) -> pa.Table:
    parts = []
    for path in (folder / f"{name}.parquet" for folder in closed):
        if not path.is_file():
            raise NotThere(f"{path} is not there. {CLOSED}")
        table = pq.read_table(path)
        lacking = [one for one in NEEDED[name] if one not in table.column_names]
        if lacking:
            raise NotThere(f"{path} has no column {', '.join(lacking)}.")
        parts.append(table.cast(pa.schema([_plain(one) for one in table.schema])))
    return pa.concat_tables(parts, promote_options="default")


def _plain(column: pa.Field) -> pa.Field:
    """Words as words: each file numbers its own."""
    dictionary = pa.types.is_dictionary(column.type)
    return pa.field(column.name, column.type.value_type if dictionary else column.type)
