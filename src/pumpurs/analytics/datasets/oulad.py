"""OULAD: distance learners of the Open University 2013-2014; withdrew or failed, seen on day 30, 60 or 120.

Only what was handed in before that day is used. "Still active" is who handed something in during the six weeks
before: the file with registration dates is too large to carry, and its lack is told. Marks and delays are ranks among
those of the same course and start, because an assessment made harder would otherwise look like weak learners. The
place is the module. Cohorts are the starts (B: February, J: October).
"""

from __future__ import annotations

from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from pumpurs.analytics.datasets.source import Source, numbers, ranked, read, words
from pumpurs.analytics.engines import Engine, engine
from pumpurs.analytics.model.sample import LESS, MORE, Input, Sample, Split

LEARNERS, COURSES = "oulad/studentInfo.csv", "oulad/courses.csv"
TASKS, HANDED_IN = "oulad/assessments.csv", "oulad/studentAssessment.csv"
SOURCE = Source(
    says="OULAD (Kuzilek, Hlosta, Zdrahal 2017)",
    licence="CC BY 4.0",
    published_at="https://analyse.kmi.open.ac.uk/open-dataset",
    files={
        TASKS: "31e32a82c839898ce059d5888158bddcd1b4dc77af1ba0333a11c7102729f653",
        COURSES: "3c294831570b40ce69b010172a1268e36e4881f1f1c9a5ad88902cf59a13f690",
        HANDED_IN: "05ac3ae53007f25ad1b1dacf355967220cb10bf9876a42f23d20197cf4a1d64b",
        LEARNERS: "c146100a5fc4c210bbd876e091a2da6b4f21a0a14859554f950cfa6a74544701",
    },
)
DAYS = (30, 60, 120)
ACTIVE_DAYS = 42
PASS = 40
COURSE = ("code_module", "code_presentation")
LEARNER = (*COURSE, "id_student")
COLUMNS = (
    Input("mark_rank", "Mean mark, as a rank in the course", LESS),
    Input("lowest_rank", "Lowest mark, as a rank in the course", LESS),
    Input("last_mark_rank", "Newest mark, as a rank in the course", LESS),
    Input("weighted_rank", "Weighted mark of what was due, as a rank in the course", LESS),
    Input("delay_rank", "Mean delay, as a rank in the course", MORE),
    Input("last_delay_rank", "Newest delay, as a rank in the course", MORE),
    Input("silent_rank", "Days since something was handed in, as a rank in the course"),
    Input("begin_rank", "Day of the first thing handed in, as a rank in the course"),
    Input("missed_share", "Share of what was due that is missing", MORE),
    Input("missed_more", "That share against the mean of the course", MORE),
    Input("ahead_more", "Things handed in before they were due, against the mean of the course"),
    Input("tried_before", "Earlier tries of the same module", MORE),
    Input("credits", "Credits studied at the same time"),
    Input("own_schooling", "Own highest schooling (0-4)", LESS),
)
RANKED = ("mark", "lowest", "last_mark", "weighted", "delay", "last_delay", "silent", "begin")
SCHOOLING = {
    "No Formal quals": 0.0, "Lower Than A Level": 1.0, "A Level or Equivalent": 2.0,
    "HE Qualification": 3.0, "Post Graduate Qualification": 4.0,
}  # fmt: skip
STARTS = ("2013B", "2013J", "2014B", "2014J")
LEFT = ("Withdrawn", "Fail")


def sample(folder: Path, day: int) -> Sample:
    """Withdrew or failed, among those still active on `day`."""
    files = [read(folder, SOURCE, one) for one in (LEARNERS, COURSES, TASKS, HANDED_IN)]
    table = seen_on(day, *files)
    result = words(table, "final_result")
    weeks = np.where(result == "Withdrawn", np.maximum(numbers(table, "last_ever") - day, 0) / 7, np.nan)
    own = ranked(words(table, "highest_education"), SCHOOLING)
    named = {column.code: numbers(table, column.code) for column in COLUMNS if column.code != "own_schooling"}
    tells = (
        np.nan_to_num(named["missed_share"]) > 0,
        numbers(table, "failed") > 0,
        np.nan_to_num(numbers(table, "late")) > 0,
        named["tried_before"] > 0,
    )
    return Sample(
        name=f"oulad_day_{day}",
        says=f"withdrew or failed, seen on day {day}",
        columns=COLUMNS,
        inputs=np.column_stack([*named.values(), own]),
        outcome=np.isin(result, LEFT).astype(float),
        flags=np.sum([one.astype(float) for one in tells], axis=0),
        place=words(table, "code_module"),
        cohort=words(table, "code_presentation"),
        splits=(Split(STARTS[:2], STARTS[2:3]), Split(STARTS[:3], STARTS[3:])),
        groups={
            "sex": words(table, "gender"),
            "age": words(table, "age_band"),
            "disability": words(table, "disability"),
            "means": _means(words(table, "imd_band")),
        },
        weeks=weeks,
        weeks_says="until the last thing a withdrawing learner handed in (no withdrawal date in the files carried)",
        notes=(
            f"Active: handed something in during the {ACTIVE_DAYS} days before. Other trials do not tell theirs.",
            "The start of October 2013 was still running when that of February 2014 was predicted; "
            "October 2014 is predicted from closed starts only.",
        ),
    )  # fmt: skip


def seen_on(day: int, learners: pa.Table, courses: pa.Table, tasks: pa.Table, handed: pa.Table) -> pa.Table:
    """One row per learner active on `day`, with what was known that morning; `last_ever` alone looks ahead."""
    files = {"learners": learners, "courses": courses, "tasks": tasks, "handed": handed}
    with engine("duckdb") as duck:
        return duck.rows(_seen(*(_shown(duck, name, rows) for name, rows in files.items()), day=day))


def _shown(duck: Engine, name: str, rows: pa.Table) -> Table:
    duck.hold(name, rows)
    return ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name)


def _seen(learners: Table, courses: Table, tasks: Table, handed: Table, *, day: int) -> Table:
    """One row per learner active on `day`, from what was handed in before it."""
    tasks = tasks.join(courses, COURSE).mutate(due=_.date.fill_null(_.module_presentation_length))
    all_handed = handed.join(tasks, "id_assessment")
    last_ever = all_handed.group_by(LEARNER).agg(last_ever=_.date_submitted.max())
    past = all_handed.filter(_.date_submitted < day).mutate(delay=_.date_submitted - _.due)
    newest = past.mutate(
        nth=ibis.row_number().over(group_by=LEARNER, order_by=[ibis.desc("due"), ibis.desc("id_assessment")])
    ).filter(_.nth == 0)
    owed = past.due < day
    own = past.group_by(LEARNER).agg(
        mark=_.score.mean(), lowest=_.score.min(), failed=(_.score < PASS).sum(),
        last_day=_.date_submitted.max(), begin=_.date_submitted.min(), handed=_.count(),
        in_time=owed.sum(), delay=_.delay.mean(where=owed), late=(owed & (_.delay > 0)).sum(),
        gained=(_.score * _.weight).sum(where=owed),
    )  # fmt: skip
    newest = newest.select(*LEARNER, last_mark=_.score, last_delay=_.delay)
    owing = tasks.filter(_.due < day).group_by(COURSE).agg(owed=_.count(), worth=_.weight.sum())
    rows = (
        learners.join(own, LEARNER).join(newest, LEARNER).join(last_ever, LEARNER).left_join(owing, COURSE)
        .mutate(silent=day - _.last_day, owed=_.owed.fill_null(0))
        .filter(_.silent <= ACTIVE_DAYS)
        .mutate(
            missed_share=(_.owed - _.in_time) / _.owed.nullif(0), ahead=_.handed - _.in_time,
            weighted=_.gained / _.worth.nullif(0), tried_before=_.num_of_prev_attempts, credits=_.studied_credits,
        )
    )  # fmt: skip
    within = ibis.window(group_by=COURSE)
    return rows.mutate(
        **{f"{name}_rank": _rank(rows, name) for name in RANKED},
        missed_more=_.missed_share - _.missed_share.mean().over(within),
        ahead_more=_.ahead - _.ahead.mean().over(within),
    ).order_by(LEARNER)  # an engine gives rows in any order, and boosting draws its bags by row


def _rank(rows: Table, name: str) -> ibis.expr.types.NumericValue:
    """Where the value stands among those of the course, 0..1, ties in their middle; empty stays empty."""
    others = [*COURSE, rows[name].isnull()]
    ordered, many = (
        ibis.window(group_by=others, order_by=name),
        rows.count().over(ibis.window(group_by=others)),
    )
    middle = (ibis.rank().over(ordered) + 1 + ibis.cume_dist().over(ordered) * many) / 2 / many
    return rows[name].notnull().ifelse(middle, ibis.null("float64"))


def _means(band: np.ndarray) -> np.ndarray:
    """Deprivation of the neighbourhood in three parts."""
    first = np.array([int(one.split("-")[0]) if one else -1 for one in band])
    said = np.select(
        [first < 0, first < 30, first < 70], ["not known", "poorest 30 %", "middle 40 %"], "richest 30 %"
    )
    return np.asarray(said)
