"""Tables of the store (datu krātuves tabulas): what comes in, and what closed weeks are folded into.

The store holds no identity: `learner` and `institution` are numbers without meaning outside. There is no column for
sex, nationality, language, family form or disability, so nothing worked out here can depend on them.
"""

from pumpurs.analytics.tables import (
    attendance,
    attendance_weeks,
    enrolment,
    mark_counts,
    mark_totals,
    marks,
    notes,
    support,
    timetable,
)
from pumpurs.analytics.tables.shape import Shape

JOURNALS: dict[str, Shape] = {
    one.SHAPE.name: one.SHAPE for one in (attendance, marks, notes, support, timetable)
}
SNAPSHOTS: dict[str, Shape] = {enrolment.SHAPE.name: enrolment.SHAPE}
FOLDS: dict[str, Shape] = {one.SHAPE.name: one.SHAPE for one in (attendance_weeks, mark_counts, mark_totals)}

__all__ = ["FOLDS", "JOURNALS", "SNAPSHOTS", "Shape"]
