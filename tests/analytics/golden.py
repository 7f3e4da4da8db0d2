"""Every expression as the SQL of both dialects; written anew by `python -m tests.analytics.golden`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import ibis.expr.types as ir

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from pumpurs.analytics import folds, hits  # noqa: E402
from pumpurs.analytics.engines import NAMES, sql  # noqa: E402
from pumpurs.analytics.evidence import (  # noqa: E402
    PACKED,
    PLACES,
    SCHOOL_DAYS,
    Evidence,
    attendance_sums,
    packed_attendance,
    places,
    stays,
)
from pumpurs.analytics.indicators import figures  # noqa: E402
from pumpurs.analytics.moment import Moment  # noqa: E402
from pumpurs.analytics.tables import FOLDS, JOURNALS, SNAPSHOTS  # noqa: E402
from pumpurs.analytics.tables.shape import Shape  # noqa: E402

FOLDER = Path(__file__).parent / "golden"
MOMENT = Moment(date(2026, 5, 15))


def expressions() -> dict[str, ir.Table]:
    """Every expression a scoring runs, by name."""
    lessons, marks = JOURNALS["attendance"].table, JOURNALS["marks"].table
    evidence = Evidence(
        MOMENT,
        attendance=attendance_sums(PACKED.table),
        mark_counts=FOLDS["mark_counts"].table,
        mark_totals=FOLDS["mark_totals"].table,
        notes=JOURNALS["notes"].table,
        support=JOURNALS["support"].table,
        enrolment=stays(SNAPSHOTS["enrolment"].table, MOMENT),
        places=PLACES.table,
        school_days=SCHOOL_DAYS.table,
    )
    beyond = hits.beyond(hits.FIGURES.table, hits.RULES.table)
    found = hits.hits(_held("beyond", beyond), PLACES.table)
    fresh = folds.FRESH_MARKS.table
    grown = {"mark_counts": folds.mark_counts(fresh, 20252), "mark_totals": folds.mark_totals(fresh, 20252)}
    held = _held("found", found)
    middle = hits.usual(held, hits.FIGURES.table, PLACES.table)
    return {
        "by_learner": folds.by_learner(lessons, (), None),
        "by_learner, week with a free day": folds.by_learner(lessons, [date(2026, 5, 4)], None),
        "by_learner, open week": folds.by_learner(lessons, (), MOMENT.end),
        "counted": folds.counted(folds.BY_LEARNER.table, lessons, [date(2026, 5, 4)], MOMENT.end),
        "attendance_weeks, full journals": folds.attendance_weeks(folds.COUNTED.table, None, 20252, None),
        "attendance_weeks": folds.attendance_weeks(
            folds.COUNTED.table, JOURNALS["timetable"].table, 20252, None
        ),
        "attendance_weeks, open": folds.attendance_weeks(
            folds.COUNTED.table, JOURNALS["timetable"].table, 20252, (2, 5)
        ),
        "attendance_weeks, added": folds.added("attendance_weeks", FOLDS["attendance_weeks"].table),
        "fresh_marks": folds.fresh_marks(folds.mark_numbers(marks, date(2025, 9, 1), None)),
        "mark_totals, open week": folds.mark_totals(
            folds.mark_numbers(marks, date(2025, 9, 1), MOMENT.end), 20252
        ),
        **grown,
        **{f"{name}, added": folds.added(name, FOLDS[name].table, one) for name, one in grown.items()},
        "packed_attendance": packed_attendance(FOLDS["attendance_weeks"].table, MOMENT),
        "places": places(evidence.enrolment),
        **{f"{one.indicator}, {one.window}": one.of(evidence) for one in figures()},
        "figures": hits.figure_rows(evidence, figures()[:2]),
        "beyond": beyond,
        "hits": found,
        "usual": middle,
        "told": hits.told(held, middle),
    }


def _held(name: str, table: ir.Table) -> ir.Table:
    return Shape(name, {column: str(kind) for column, kind in table.schema().items()}, None).table


def written(dialect: str) -> str:
    """All of it as one file."""
    parts = [f"-- edition {folds.EDITION}"]
    for name, table in expressions().items():
        text = (
            sql(table, dialect)
            .replace(" FROM (", "\nFROM (")
            .replace(" WHERE ", "\nWHERE ")
            .replace(" GROUP BY ", "\nGROUP BY ")
        )
        parts.append(f"-- {name}\n{text};")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for dialect in NAMES:
        (FOLDER / f"{dialect}.sql").write_text(written(dialect), encoding="utf-8")
