"""Folds (kopsavilkumi): what a week of journals adds up to, in whole numbers.

`EDITION` is raised whenever these expressions change, so that every fold is made again; a test of the written SQL
reminds of it. Sums are of integers and are divided only at the very end: every engine gets the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from pumpurs.rulebook import attendance_codes

EDITION = 1
BITS = 10  # of a packed number for each code: at most 1023 lessons a week
MASK = (1 << BITS) - 1


def counted(attendance: ir.Table, weeks: Sequence[date], free: Sequence[date], end: date | None) -> ir.Table:
    """One row a learner and week: the school, and how many lessons of each code, packed into one number.

    `free` are days that do not count, days from `end` on are not looked at.
    """
    if free:
        attendance = attendance.filter(~attendance.day.isin([ibis.date(day.isoformat()) for day in free]))
    if end is not None:
        attendance = attendance.filter(attendance.day < ibis.date(end.isoformat()))
    weight = ibis.cases(
        *(
            (attendance.status == code, ibis.literal(1 << (BITS * code)))
            for code in range(attendance_codes.MOST_CODES)
        )
    )
    attendance = attendance.mutate(weight=weight)
    if len(weeks) == 1:
        sums = attendance.group_by("learner").agg(
            institution=attendance.institution.max(), packed=attendance.weight.sum()
        )
        return sums.mutate(week=ibis.date(weeks[0].isoformat()))
    attendance = attendance.mutate(week=attendance.day.truncate("W").cast("date"))
    return attendance.group_by(["learner", "week"]).agg(
        institution=attendance.institution.max(), packed=attendance.weight.sum()
    )


def attendance_weeks(
    counts: ir.Table, timetable: ir.Table, semester: int, elapsed: tuple[int, int] | None
) -> ir.Table:
    """Rows of `attendance_weeks` from `counted` lessons and the timetable.

    Lessons held are those of the timetable; without one, those of a full journal (somebody of the school is marked
    present in the week). Where neither tells, only `unexcused_all` counts. A timetable's open week is taken by the
    school days that are over.
    """
    codes = attendance_codes.table().rules.values()

    def lessons(*keys: int) -> ir.IntegerValue:
        found = [((counts.packed >> (BITS * key)) & MASK) for key in keys]
        return sum(found[1:], start=found[0])

    journal = counts.select(
        "learner",
        "week",
        "institution",
        present=lessons(attendance_codes.code("present").code),
        held=lessons(*(one.code for one in codes)),
        missed=lessons(*(one.code for one in codes if one.missed)),
        unexcused=lessons(*(one.code for one in codes if one.missed and not one.excused)),
        late=lessons(attendance_codes.code("late").code),
        by_weeks=lessons(*(one.code for one in codes if one.left_out_in_whole_weeks)),
        planned=ibis.literal(0, "int64"),
    )
    window = ibis.window(group_by=["institution", "week"])
    journal = journal.mutate(held=(journal.present.max().over(window) > 0).ifelse(journal.held, 0)).drop(
        "present"
    )
    planned = timetable.lessons.cast("int64")
    if elapsed is not None:
        done, days = elapsed
        planned = (planned * done) // max(days, 1)
    nothing = ibis.literal(0, "int64")
    given = timetable.select(
        "learner",
        "week",
        "institution",
        held=nothing,
        missed=nothing,
        unexcused=nothing,
        late=nothing,
        by_weeks=nothing,
        planned=planned,
    )
    both = ibis.union(journal.select(*given.columns), given, distinct=False)
    sums = both.group_by(["learner", "week"]).agg(
        institution=both.institution.max(),
        held=both.held.sum(),
        missed=both.missed.sum(),
        unexcused=both.unexcused.sum(),
        late=both.late.sum(),
        by_weeks=both.by_weeks.sum(),
        planned=both.planned.sum(),
    )
    sums = sums.mutate(known=(sums.planned > 0).ifelse(sums.planned, sums.held))
    sums = sums.mutate(known=(sums.known > 0).ifelse(ibis.greatest(sums.known, sums.missed), 0))
    sums = sums.mutate(left_out=((sums.known > 0) & (sums.by_weeks >= sums.known)).ifelse(sums.known, 0))
    counts_here = (sums.known > 0) & (sums.left_out == 0)
    return sums.select(
        institution=sums.institution,
        learner=sums.learner,
        week=sums.week,
        semester=ibis.literal(semester, "int32"),
        lessons=(sums.known - sums.left_out).cast("int32"),
        missed=counts_here.ifelse(sums.missed, 0).cast("int32"),
        unexcused=counts_here.ifelse(sums.unexcused, 0).cast("int32"),
        unexcused_all=sums.unexcused.cast("int32"),
        late=sums.late.cast("int32"),
        left_out=sums.left_out.cast("int32"),
    )


def mark_sums(marks: ir.Table, semester: int, origin: date, end: date | None) -> ir.Table:
    """Rows of `mark_sums` from marks of one semester; x counts days from `origin`."""
    if end is not None:
        marks = marks.filter(marks.day < ibis.date(end.isoformat()))
    x = marks.day.delta(ibis.date(origin.isoformat()), unit="day")
    marks = marks.mutate(
        x=marks.mark.notnull().ifelse(x, ibis.null("int64")).cast("int32"), y=marks.mark.cast("int32")
    )
    sums = marks.group_by(["learner", "subject"]).agg(
        n=marks.y.count(),
        sx=marks.x.sum(),
        sy=marks.y.sum(),
        sxy=(marks.x * marks.y).sum(),
        sxx=(marks.x * marks.x).sum(),
        judged=marks.passed.count(),
        failed=(1 - marks.passed).cast("int64").sum(),
    )
    return sums.select(
        "learner",
        "subject",
        "n",
        "judged",
        semester=ibis.literal(semester, "int32"),
        **{name: sums[name].fill_null(0) for name in ("sx", "sy", "sxy", "sxx", "failed")},
    )


def added(*folds: ir.Table) -> ir.Table:
    """Folds of marks added up by learner, subject and semester."""
    folds = tuple(fold.select(sorted(fold.columns)) for fold in folds)
    both = ibis.union(*folds, distinct=False) if len(folds) > 1 else folds[0]
    names = ("n", "sx", "sy", "sxy", "sxx", "judged", "failed")
    return both.group_by(["learner", "subject", "semester"]).agg(**{name: both[name].sum() for name in names})
