"""Folds (kopsavilkumi): what a week of journals adds up to, in whole numbers.

`EDITION` is raised whenever these expressions or those of indicators change, so that every fold and every run is made
again; a test of the written SQL reminds of it. Sums are of integers and are divided only at the very end: every engine
gets the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.tables import Shape
from pumpurs.rulebook import attendance_codes

EDITION = 4
BITS = 10  # of a packed number for each code: at most 1023 lessons a week
MASK = (1 << BITS) - 1
COUNT_BITS, PRODUCT_BITS = 12, 26  # of packed sums of marks
MOST_MARKS = 1000  # of a learner in a subject and semester that are believed
WEEK = Shape("week_asked", {"week": "date"}, None)
COUNTED = Shape(
    "counted", {"learner": "int64", "week": "date", "institution": "int32", "packed": "int64"}, None
)


def total(column: ir.NumericValue, where: ir.BooleanValue | None = None) -> ir.IntegerValue:
    """The sum of whole numbers, 0 where there is none.

    It is worked out in doubles, which are exact below 2^53 and several times quicker than DuckDB's sums of 128 bits.
    """
    return column.cast("float64").sum(where=where).fill_null(0).cast("int64")


def counted(attendance: ir.Table, free: Sequence[date], end: date | None, *, one_week: bool) -> ir.Table:
    """Rows of `COUNTED`: a learner's week at a school, and the lessons of each code packed into one number.

    `free` are days that do not count, days from `end` on are not looked at. One week alone is named by the table
    `WEEK` and is quicker.
    """
    if free:
        attendance = attendance.filter(~attendance.day.isin([ibis.date(day.isoformat()) for day in free]))
    if end is not None:
        attendance = attendance.filter(attendance.day < ibis.date(end.isoformat()))
    codes = range(attendance_codes.MOST_CODES)
    weight = ibis.cases(*((attendance.status == code, ibis.literal(1 << (BITS * code))) for code in codes))
    attendance = attendance.mutate(weight=weight, week=attendance.day.truncate("W").cast("date"))
    keys = ["institution", "learner"] if one_week else ["institution", "learner", "week"]
    sums = attendance.group_by(keys).agg(packed=attendance.weight.sum())
    if one_week:
        sums = sums.cross_join(WEEK.table)
    return sums.select(list(COUNTED.columns))


def attendance_weeks(
    counts: ir.Table, timetable: ir.Table | None, semester: int, elapsed: tuple[int, int] | None
) -> ir.Table:
    """Rows of `attendance_weeks` from `counted` lessons and the timetable, if there is one.

    Lessons held are those of the timetable; without one, those of a full journal (somebody of the school is marked
    present in the week). Where neither tells, only `unexcused_all` counts. A timetable's open week is taken by the
    school days that are over.
    """
    sums = _journal(counts)
    if timetable is None:
        sums = sums.mutate(planned=ibis.literal(0, "int64"))
    else:
        sums = _with_timetable(sums, timetable, elapsed)
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


COUNTS = ("held", "missed", "unexcused", "late", "by_weeks")


def _journal(counts: ir.Table) -> ir.Table:
    """The packed numbers taken apart; `held` is 0 where the journal is not a full one."""
    codes = attendance_codes.table().rules.values()

    def lessons(*keys: int) -> ir.IntegerValue:
        first, *others = (((counts.packed >> (BITS * key)) & MASK) for key in keys)
        return sum(others, start=first)

    present = lessons(attendance_codes.code("present").code)
    schools = counts.group_by(["institution", "week"]).agg(present=present.max())
    parts = counts.select(
        "learner",
        "week",
        "institution",
        held=lessons(*(one.code for one in codes)),
        missed=lessons(*(one.code for one in codes if one.missed)),
        unexcused=lessons(*(one.code for one in codes if one.missed and not one.excused)),
        late=lessons(attendance_codes.code("late").code),
        by_weeks=lessons(*(one.code for one in codes if one.left_out_in_whole_weeks)),
    )
    joined = parts.inner_join(schools, ["institution", "week"])
    return joined.select(
        "learner",
        "week",
        "institution",
        *COUNTS[1:],
        held=(joined.present > 0).ifelse(joined.held, 0),
    )


def _with_timetable(journal: ir.Table, timetable: ir.Table, elapsed: tuple[int, int] | None) -> ir.Table:
    planned = timetable.lessons.cast("int64")
    if elapsed is not None:
        done, days = elapsed
        planned = (planned * done) // max(days, 1)
    nothing = ibis.literal(0, "int64")
    given = timetable.select(
        "learner", "week", "institution", **dict.fromkeys(COUNTS, nothing), planned=planned.cast("int64")
    )
    both = ibis.union(journal.mutate(planned=nothing).select(given.columns), given, distinct=False)
    return both.group_by(["institution", "learner", "week"]).agg(
        **{name: total(both[name]) for name in (*COUNTS, "planned")}
    )


def mark_sums(marks: ir.Table, semester: int, origin: date, end: date | None) -> ir.Table:
    """Rows of `mark_sums` from marks of one semester; x counts days from `origin`.

    Several counts are summed packed into one number, which is half the work; more than `MOST_MARKS` of a learner in a
    subject, which nobody can give, are no evidence and are left out.
    """
    if end is not None:
        marks = marks.filter(marks.day < ibis.date(end.isoformat()))
    given, judged = marks.mark.notnull(), marks.passed.notnull()
    x = given.ifelse(marks.day.delta(ibis.date(origin.isoformat()), unit="day"), 0).cast("int64")
    y = marks.mark.cast("int64").fill_null(0)
    marks = marks.mutate(
        counts=packed(
            given.cast("int64"), judged.cast("int64"), (1 - marks.passed).cast("int64").fill_null(0), y
        ),
        products=packed(x * y, x, bits=PRODUCT_BITS),
        squares=x * x,
    )
    sums = marks.group_by(["learner", "subject"]).agg(
        rows=marks.count(), **{name: total(marks[name]) for name in ("counts", "products", "squares")}
    )
    sums = sums.filter(sums.rows <= MOST_MARKS)
    n, judged_, failed, sy = unpacked(sums.counts, 4)
    sxy, sx = unpacked(sums.products, 2, bits=PRODUCT_BITS)
    return sums.select(
        "learner", "subject", semester=ibis.literal(semester, "int32"), n=n, sx=sx, sy=sy, sxy=sxy,
        sxx=sums.squares, judged=judged_, failed=failed,
    )  # fmt: skip


def merged(sums: ir.Table) -> ir.Table:
    """Rows of `mark_sums` of a window put together: learner, subject, n, judged, failed, sy."""
    sums = sums.filter((sums.n <= MOST_MARKS) & (sums.judged <= MOST_MARKS))
    sums = sums.mutate(counts=packed(sums.n, sums.judged, sums.failed, sums.sy))
    sums = sums.group_by(["learner", "subject"]).agg(counts=total(sums.counts))
    n, judged, failed, sy = unpacked(sums.counts, 4)
    return sums.select("learner", "subject", n=n, judged=judged, failed=failed, sy=sy)


def packed(*counts: ir.IntegerValue, bits: int = COUNT_BITS) -> ir.IntegerValue:
    """Whole numbers in one, the first lowest; each sum of them must fit into so many bits, all together into 53."""
    first, *others = counts
    return sum((one * (1 << (bits * place)) for place, one in enumerate(others, start=1)), start=first)


def unpacked(number: ir.IntegerValue, count: int, *, bits: int = COUNT_BITS) -> list[ir.IntegerValue]:
    """The numbers that were packed; the last one takes all that is left."""
    last = count - 1
    return [
        (number >> (bits * place)) & ((1 << bits) - 1) if place < last else number >> (bits * place)
        for place in range(count)
    ]


def added_weeks(weeks: ir.Table) -> ir.Table:
    """Rows of `attendance_weeks` of one semester added up by learner, as if they were its newest week."""
    sums = ("lessons", "missed", "unexcused", "unexcused_all", "late", "left_out")
    return weeks.group_by("learner").agg(
        institution=weeks.institution.max(),
        week=weeks.week.max(),
        semester=weeks.semester.max(),
        **{name: total(weeks[name]).cast("int32") for name in sums},
    )


def added(*folds: ir.Table) -> ir.Table:
    """Folds of marks added up by learner, subject and semester."""
    folds = tuple(fold.select(sorted(fold.columns)) for fold in folds)
    both = ibis.union(*folds, distinct=False)
    names = ("n", "sx", "sy", "sxy", "sxx", "judged", "failed")
    return both.group_by(["learner", "subject", "semester"]).agg(
        **{name: total(both[name]) for name in names}
    )
