"""Records behind hits (ieraksti aiz trāpījumiem): what the store holds of the learners that a rule found.

Grain: one row a lesson missed or come late to, a mark, a remark; and one row a learner's week at a school, as it was
folded: the figures of an alert are sums of these very weeks. Only learners that were found; the newest rows of each
learner, so that what is kept is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from pumpurs.analytics.evidence import literal
from pumpurs.analytics.folding import Folding
from pumpurs.analytics.moment import Moment, is_free_for_all
from pumpurs.analytics.tables import JOURNALS, Shape
from pumpurs.rulebook import attendance_codes

ASKED = Shape("asked_learners", {"learner": "int64"}, None)


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


def behind(folding: Folding, learners: Iterable[int], most: Most) -> Behind:
    """What is behind the hits of these learners, by journals and folds as they were just now."""
    engine, moment = folding.engine, folding.moment
    engine.hold(ASKED.name, pa.table({"learner": sorted(set(learners))}, schema=ASKED.arrow))
    weeks = folding.weeks().semi_join(ASKED.table, "learner")
    lessons = _seen(folding, "attendance")
    absent = lessons.filter(lessons.status != attendance_codes.code("present").code)
    if free := [literal(day) for day in _free(moment)]:
        absent = absent.filter(~absent.day.isin(free))
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
            _newest(_seen(folding, "marks"), most.marks, "subject", "mark", "passed").select(
                "learner", "day", "subject", "mark", "passed"
            )
        ),
        notes=engine.rows(
            _newest(_seen(folding, "notes"), most.notes, "kind").select("learner", "day", "kind")
        ),
    )


def _seen(folding: Folding, table: str) -> ir.Table:
    """Rows of the learners that are asked for, from the first day that a figure looks at up to the moment."""
    moment, name = folding.moment, f"{table}_behind"
    parts = [
        part
        for slot, part in sorted(folding.parts(table).items())
        if moment.first_of_weeks <= slot.week <= moment.as_of
    ]
    folding.engine.see(JOURNALS[table], [folding.root / part.path for part in parts], name=name)
    rows = JOURNALS[table].table.op().copy(name=name).to_expr()
    return rows.filter(rows.day < literal(moment.end)).semi_join(ASKED.table, "learner")


def _free(moment: Moment) -> list[date]:
    days = (
        moment.first_of_weeks + timedelta(days=step)
        for step in range((moment.end - moment.first_of_weeks).days)
    )
    return [day for day in days if is_free_for_all(day)]


def _newest(rows: ir.Table, most: int, *then: str) -> ir.Table:
    """The newest rows of each learner; those of one day in order of these columns, the last first."""
    order = [rows[name].desc() for name in ("day", *then)]
    place = ibis.row_number().over(group_by=rows.learner, order_by=order)
    return rows.mutate(place=place).filter(lambda row: row.place < most).order_by("learner", "place")
