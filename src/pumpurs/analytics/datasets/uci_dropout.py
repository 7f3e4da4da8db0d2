"""UCI Predict Students' Dropout: a Portuguese polytechnic, enrolled 2008 to 2017, left the study or finished it.

The file names no year, but its economic figures are those of one year each and tell it (seen to be right: ways of
admission that were new in one year appear in that year). An outcome is known three years after enrolment, so a year
is predicted from the years up to three before it. Money (fees, debts, scholarship), parents, nationality, family
form, needs and sex are no inputs. The place is the study course.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from pumpurs.analytics.datasets.source import Source, numbers, read, words
from pumpurs.analytics.model.sample import LESS, MORE, Floats, Input, Sample, Split, Words

FILE = "uci_dropout/students_dropout_academic_success.csv"
SOURCE = Source(
    says="UCI Predict Students' Dropout and Academic Success (Realinho et al. 2022)",
    licence="CC BY 4.0",
    published_at="https://doi.org/10.24432/C5MC89",
    files={FILE: "11d98915ed5b60361afe44408480aa45f42be6f55be7dda62275ac5695caa495"},
)
YEAR_OF_UNEMPLOYMENT = {
    7.6: "2008", 9.4: "2009", 10.8: "2010", 12.7: "2011", 15.5: "2012",
    16.2: "2013", 13.9: "2014", 12.4: "2015", 11.1: "2016", 8.9: "2017",
}  # fmt: skip
KNOWN_AFTER_YEARS = 3
FEWEST_YEARS = 3  # to learn from before the first year is predicted
BEFORE = {
    "Application order": Input("choice", "Which choice the course was (0 = first)"),
    "Previous qualification (grade)": Input("earlier_mark", "Mark of the earlier school (0-200)", LESS),
    "Admission grade": Input("admission_mark", "Admission mark (0-200)", LESS),
    "Age at enrollment": Input("age", "Age at enrolment, years"),
    "Displaced": Input("away_from_home", "Studies away from home"),
    "Daytime/evening attendance": Input("daytime", "Studies in the daytime"),
}
WAYS_IN = {
    "over_23": (Input("over_23", "Came in by the way for those over 23"), (39,)),
    "changed": (Input("changed", "Came from another study or school"), (42, 43, 51, 57)),
    "diploma": (Input("diploma", "Came with a technical or short diploma"), (44, 53)),
    "other_degree": (Input("other_degree", "Has another degree"), (7,)),
    "later_round": (Input("later_round", "Came in by a later round of admission"), (17, 18)),
}
REFUSED = {
    "Tuition fees up to date": Input("fees_paid", "Fees paid in time"),
    "Debtor": Input("debts", "Owes money"),
    "Scholarship holder": Input("scholarship", "Has a scholarship"),
    "Previous qualification": Input("earlier_kind", "Kind of the earlier school (code)"),
    "Application mode": Input("way_in", "Way of admission (code)"),
    "Mother's qualification": Input("mother_schooling", "Mother's schooling (code)"),
    "Father's qualification": Input("father_schooling", "Father's schooling (code)"),
    "Mother's occupation": Input("mother_work", "Mother's work (code)"),
    "Father's occupation": Input("father_work", "Father's work (code)"),
}
OLDER = 23
FIRST, SECOND = "1st", "2nd"
MOMENTS = {"enrolment": (), "semester_1": (FIRST,), "semester_2": (FIRST, SECOND)}
PASS = 10.0
GROUPS = {
    "sex": ("Gender", {"0": "women", "1": "men"}),
    "needs": ("Educational special needs", {"0": "no special needs", "1": "special needs"}),
    "means": ("Scholarship holder", {"0": "no scholarship", "1": "scholarship"}),
}


def sample(folder: Path, moment: str, *, finished_only: bool = False) -> Sample:
    """Left the study, seen at `moment`; `finished_only` leaves out those still enrolled, as publications do."""
    table = read(folder, SOURCE, FILE)
    way = numbers(table, "Application mode")
    columns = [*BEFORE.values(), *(column for column, _ in WAYS_IN.values())]
    inputs = [numbers(table, name) for name in BEFORE]
    inputs += [np.isin(way, codes).astype(float) for _, codes in WAYS_IN.values()]
    flags = (numbers(table, "Age at enrollment") > OLDER).astype(float)
    for semester in MOMENTS[moment]:
        studied = _semester(table, semester)
        columns += list(studied)
        inputs += list(studied.values())
        taken, passed, mark = (
            numbers(table, f"Curricular units {semester} sem ({of})")
            for of in ("enrolled", "approved", "grade")
        )
        flags = flags + (passed < taken / 2) + ((mark < PASS) & (taken > 0))
    outcome = words(table, "target")
    year = np.array([YEAR_OF_UNEMPLOYMENT[one] for one in numbers(table, "Unemployment rate")])
    years = sorted(set(year.tolist()))
    only = ("_finished", ", graduates and leavers only") if finished_only else ("", "")
    whole = Sample(
        name=f"uci_dropout_{moment}{only[0]}",
        says=f"left the study, seen at {moment.replace('_', ' ')}{only[1]}",
        columns=tuple(columns),
        inputs=np.column_stack(inputs),
        outcome=(outcome == "Dropout").astype(float),
        flags=flags,
        place=words(table, "Course"),
        cohort=year,
        splits=_splits(years),
        more=tuple(REFUSED.values()),
        more_inputs=np.column_stack([numbers(table, name) for name in REFUSED]),
        groups={name: _named(words(table, column), say) for name, (column, say) in GROUPS.items()},
        notes=(
            "The year was told from the economic figures of the file; each is predicted from years closed by then.",
            "Fees, debts, scholarship and parents, which publications use, are no inputs.",
        ),
    )
    return whole.rows(outcome != "Enrolled") if finished_only else whole


def _splits(years: list[str]) -> tuple[Split, ...]:
    last = len(years) - KNOWN_AFTER_YEARS
    return tuple(
        Split(tuple(years[: known + 1]), (years[known + KNOWN_AFTER_YEARS],))
        for known in range(FEWEST_YEARS - 1, last)
    )


def _semester(table: pa.Table, semester: str) -> dict[Input, Floats]:
    """What a semester tells: units taken, passed, tried; the mark; lines for both ways of coming in."""
    taken, tried, passed, mark, silent, credited = (
        numbers(table, f"Curricular units {semester} sem ({of})")
        for of in ("enrolled", "evaluations", "approved", "grade", "without evaluations", "credited")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(taken > 0, passed / taken, np.nan)
        per_unit = np.where(taken > 0, tried / taken, np.nan)
    return {
        Input(f"passed_share_{semester}", "Share of the units taken that were passed", LESS): share,
        Input(f"failed_{semester}", "Units taken and not passed", MORE): taken - passed,
        Input(f"passed_{semester}", "Units passed", LESS): passed,
        Input(f"mark_{semester}", "Mean mark (0-20)", LESS): np.where(mark > 0, mark, np.nan),
        Input(f"tried_{semester}", "Examinations tried for each unit"): per_unit,
        Input(f"silent_{semester}", "Units without any examination", MORE): silent,
        Input(f"taken_{semester}", "Units taken"): taken,
        Input(f"credited_{semester}", "Units credited from elsewhere"): credited,
    }


def _named(column: Words, says: dict[str, str]) -> Words:
    return np.array([says[str(one)] for one in column])
