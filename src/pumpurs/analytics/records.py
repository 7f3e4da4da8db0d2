"""Records behind hits (ieraksti aiz trāpījumiem): what the store holds of the learners that a rule found.

Grain: one row a lesson missed or come late to, a mark, a remark; and one row a learner's week at a school, as it was
folded: the figures of an alert are sums of these very weeks. Only learners that were found, each journal from the
first day that a figure found of the learner looks at, at least the semester and the last four weeks; the newest rows of
each learner, so that what is kept is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.evidence import literal
from pumpurs.analytics.folding import Folding
from pumpurs.analytics.indicators import Figure
from pumpurs.analytics.moment import Moment, is_free_for_all
from pumpurs.analytics.tables import JOURNALS, Shape
from pumpurs.rulebook import attendance_codes

BEHIND = ("attendance", "marks", "notes")  # journals, by which indicators name their evidence
ASKED = Shape("asked_learners", {"learner": "int64", **dict.fromkeys(BEHIND, "date")}, None)


@dataclass(frozen=True)
class Most:
    """How many rows of each kind are kept of one learner."""

    absences: int
    marks: int
    notes: int


@dataclass(frozen=True)
class Behind:
    """`weeks`: learner, week and the counts of its fold, the earliest first. `absences`: learner, day, lesson, status,
    subject. `marks`: learner, day, subject, mark, passed. `notes`: learner, day, kind. In order of learner, the newest
    first.
    """

    weeks: pa.Table
    absences: pa.Table
    marks: pa.Table
    notes: pa.Table

    def write(self, folder: Path) -> None:
        """Keep them beside what a run found."""
        for one in fields(self):
            pq.write_table(getattr(self, one.name), _path(folder, one.name), compression="lz4")


def read(folder: Path, first: int, last: int) -> Behind:
    """What was kept of learners with numbers from `first` to `last`."""
    wanted = [("learner", ">=", first), ("learner", "<=", last)]
    return Behind(
        **{one.name: pq.read_table(_path(folder, one.name), filters=wanted) for one in fields(Behind)}
    )


def are_kept(folder: Path) -> bool:
    """Whether a run has kept any records."""
    return _path(folder, "notes").exists()


def _path(folder: Path, name: str) -> Path:
    return folder / f"behind_{name}.parquet"


def behind(folding: Folding, hits: pa.Table, figures: Sequence[Figure], most: Most) -> Behind:
    """What is behind these hits (learner, place of the figure), by journals and folds as they were just now."""
    engine, moment = folding.engine, folding.moment
    asked = _asked(hits, figures, moment)
    engine.hold(ASKED.name, asked)
    firsts = {one: min(asked[one].to_pylist(), default=moment.first_of_weeks) for one in BEHIND}
    weeks = folding.weeks(firsts["attendance"])
    weeks = weeks.semi_join(ASKED.table, _since("attendance", weeks.learner, weeks.week))
    lessons = _seen(folding, "attendance", firsts["attendance"])
    absent = lessons.filter(lessons.status != attendance_codes.code("present").code)
    if free := [literal(day) for day in _free(firsts["attendance"], moment)]:
        absent = absent.filter(~absent.day.isin(free))
    marks, notes = (_seen(folding, one, firsts[one]) for one in ("marks", "notes"))
    return Behind(
        weeks=engine.rows(
            weeks.select(
                "learner", "week", "lessons", "missed", "unexcused", "unexcused_all", "left_out"
            ).order_by("learner", "week", "lessons", "missed", "unexcused_all", "left_out")
        ),
        absences=engine.rows(
            _newest(absent, most.absences, "lesson", "status").select(
                "learner", "day", "lesson", "status", "subject"
            )
        ),
        marks=engine.rows(
            _newest(marks, most.marks, "subject", "mark", "passed").select(
                "learner", "day", "subject", "mark", "passed"
            )
        ),
        notes=engine.rows(_newest(notes, most.notes, "kind").select("learner", "day", "kind")),
    )


def _asked(hits: pa.Table, figures: Sequence[Figure], moment: Moment) -> pa.Table:
    """Each learner that was found, with the first day of each journal that a figure of the hits looks at."""
    always, places = moment.first_of_weeks, hits["figure"].combine_chunks().cast(pa.int32())
    firsts = {
        one: pa.array(
            [min(always, each.first_day(moment)) if each.evidence == one else always for each in figures],
            pa.date32(),
        ).take(places)
        for one in BEHIND
    }
    rows = pa.table({"learner": hits["learner"], **firsts}).group_by("learner")
    earliest = rows.aggregate([(one, "min") for one in BEHIND]).sort_by("learner")
    return pa.table([earliest["learner"], *(earliest[f"{one}_min"] for one in BEHIND)], schema=ASKED.arrow)


def _seen(folding: Folding, table: str, first: date) -> ir.Table:
    """Rows of the learners that are asked for, from the first day that a figure looks at up to the moment."""
    moment, name = folding.moment, f"{table}_behind"
    parts = [
        part for slot, part in sorted(folding.parts(table).items()) if first <= slot.week <= moment.as_of
    ]
    folding.engine.see(JOURNALS[table], [folding.root / part.path for part in parts], name=name)
    rows = JOURNALS[table].table.op().copy(name=name).to_expr()
    rows = rows.filter(rows.day < literal(moment.end))
    return rows.semi_join(ASKED.table, _since(table, rows.learner, rows.day))


def _since(journal: str, learner: ir.Column, day: ir.Column) -> list[ir.BooleanValue]:
    """A row of this learner, on or after the first day that is looked at."""
    asked = ASKED.table
    return [learner == asked.learner, day >= asked[journal]]


def _free(first: date, moment: Moment) -> list[date]:
    days = (first + timedelta(days=step) for step in range((moment.end - first).days))
    return [day for day in days if is_free_for_all(day)]


def _newest(rows: ir.Table, most: int, *then: str) -> ir.Table:
    """The newest rows of each learner; those of one day in order of these columns, the last first."""
    order = [rows[name].desc() for name in ("day", *then)]
    place = ibis.row_number().over(group_by=rows.learner, order_by=order)
    return rows.mutate(place=place).filter(lambda row: row.place < most).order_by("learner", "place")
