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
    MARK_TOTALS,
    PACKED,
    PLACES,
    SCHOOL_DAYS,
    Evidence,
    attendance_sums,
    mark_totals,
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
        marks=FOLDS["mark_sums"].table,
        mark_totals=MARK_TOTALS.table,
        notes=JOURNALS["notes"].table,
        support=JOURNALS["support"].table,
        enrolment=stays(SNAPSHOTS["enrolment"].table, MOMENT),
        places=PLACES.table,
        school_days=SCHOOL_DAYS.table,
    )
    beyond = hits.beyond(hits.FIGURES.table, hits.RULES.table)
    found = hits.hits(_held("beyond", beyond), PLACES.table)
    sums = folds.mark_sums(marks, 20252, date(2025, 9, 1), None)
    held = _held("found", found)
    middle = hits.usual(held, hits.FIGURES.table, PLACES.table)
    return {
        "counted, one week": folds.counted(lessons, (), None, one_week=True),
        "counted, weeks with a free day": folds.counted(lessons, [date(2026, 5, 4)], None, one_week=False),
        "counted, open week": folds.counted(lessons, (), MOMENT.end, one_week=True),
        "attendance_weeks, full journals": folds.attendance_weeks(folds.COUNTED.table, None, 20252, None),
        "attendance_weeks": folds.attendance_weeks(
            folds.COUNTED.table, JOURNALS["timetable"].table, 20252, None
        ),
        "attendance_weeks, open": folds.attendance_weeks(
            folds.COUNTED.table, JOURNALS["timetable"].table, 20252, (2, 5)
        ),
        "mark_sums": sums,
        "mark_sums, added": folds.added(FOLDS["mark_sums"].table, sums),
        "attendance_weeks, added": folds.added_weeks(FOLDS["attendance_weeks"].table),
        "mark_totals": mark_totals(FOLDS["mark_sums"].table),
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
