"""Records behind hits (ieraksti aiz trāpījumiem): what the store holds of the learners that a rule found.

Grain: one row a lesson missed or come late to, a mark, a remark; and one row a learner's week with sums. Only the
semester of the moment, only learners that are asked for; the newest rows of each learner, so that memory is bounded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.evidence import literal
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.store import Store
from pumpurs.analytics.tables import JOURNALS, Shape
from pumpurs.rulebook import attendance_codes

ASKED = Shape("asked_learners", {"learner": "int64"}, None)


@dataclass(frozen=True)
class Behind:
    """`weeks`: learner, monday, held, missed, unexcused. `absences`: learner, day, lesson, status, subject.
    `marks`: learner, day, subject, mark, passed. `notes`: learner, day, kind. In order of learner, the newest first.
    """

    weeks: pa.Table
    absences: pa.Table
    marks: pa.Table
    notes: pa.Table


def behind(store: Store, moment: Moment, learners: Collection[int], engine: Engine, *, most: int) -> Behind:
    """What is behind the hits of these learners, at most `most` rows of a kind for each."""
    engine.hold(ASKED.name, pa.table({"learner": sorted(learners)}, schema=ASKED.arrow))
    with store.reading() as manifest:
        seen = {}
        for name in ("attendance", "marks", "notes", "timetable"):
            parts = [
                part
                for slot, part in sorted(manifest.parts(name).items())
                if moment.first_of_semester <= slot.week <= moment.as_of
            ]
            engine.see(JOURNALS[name], [store.root / part.path for part in parts], name=f"{name}_behind")
            rows = JOURNALS[name].table.op().copy(name=f"{name}_behind").to_expr()
            seen[name] = rows.semi_join(ASKED.table, "learner")
        lessons = _until(seen["attendance"], moment)
        absent = lessons.filter(lessons.status != attendance_codes.code("present").code)
        return Behind(
            weeks=engine.rows(_weeks(lessons, seen["timetable"])),
            absences=engine.rows(
                _newest(absent, "lesson", most).select("learner", "day", "lesson", "status", "subject")
            ),
            marks=engine.rows(
                _newest(_until(seen["marks"], moment), "subject", most).select(
                    "learner", "day", "subject", "mark", "passed"
                )
            ),
            notes=engine.rows(
                _newest(_until(seen["notes"], moment), "kind", most).select("learner", "day", "kind")
            ),
        )


def _until(rows: ir.Table, moment: Moment) -> ir.Table:
    return rows.filter(rows.day < literal(moment.end))


def _newest(rows: ir.Table, then: str, most: int) -> ir.Table:
    place = ibis.row_number().over(group_by=rows.learner, order_by=[rows.day.desc(), rows[then].desc()])
    return (
        rows.mutate(place=place)
        .filter(lambda row: row.place < most)
        .order_by("learner", ibis.desc("day"), ibis.desc(then))
    )


def _weeks(lessons: ir.Table, timetable: ir.Table) -> ir.Table:
    """Held lessons are those of the timetable; where a school has none, those its full journal holds."""
    codes = attendance_codes.table().rules.values()
    missed = [one.code for one in codes if one.missed]
    unexcused = [one.code for one in codes if one.missed and not one.excused]
    counted = (
        lessons.mutate(monday=lessons.day.truncate("W").cast("date"))
        .group_by("learner", "monday")
        .agg(
            rows=ibis._.count(),
            missed=ibis._.status.isin(missed).cast("int64").sum(),
            unexcused=ibis._.status.isin(unexcused).cast("int64").sum(),
        )
    )
    planned = timetable.group_by("learner", monday=timetable.week).agg(
        planned=timetable.lessons.cast("int64").sum()
    )
    both = counted.outer_join(planned, ["learner", "monday"])
    rows = both.select(
        learner=ibis.coalesce(both.learner, both.learner_right),
        monday=ibis.coalesce(both.monday, both.monday_right),
        held=ibis.coalesce(both.planned, both.rows),
        missed=both.missed.fill_null(0).cast("int64"),
        unexcused=both.unexcused.fill_null(0).cast("int64"),
    )
    return rows.order_by("learner", "monday")
