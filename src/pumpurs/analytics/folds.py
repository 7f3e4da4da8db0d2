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

from pumpurs.analytics.tables import FOLDS, Shape
from pumpurs.rulebook import attendance_codes

EDITION = 6
BITS = 10  # of a packed number for each code: at most 1023 lessons a week
MASK = (1 << BITS) - 1
COUNT_BITS, PRODUCT_BITS = 12, 26  # of packed sums of marks
COUNTS_OF_MARKS = 4  # n, judged, failed, sy
MOST_MARKS = 1000  # of a learner in a subject and semester that are believed
MARK_SUMS = ("n", "sx", "sy", "sxy", "sxx")
WEEK_SUMS = ("lessons", "missed", "unexcused", "unexcused_all", "left_out")
# of each fold: what stays apart, of what the newest stands, what is added up
ADDED = {
    "attendance_weeks": (("learner",), ("institution", "week", "semester"), WEEK_SUMS),
    "mark_counts": (("learner", "subject"), ("semester",), ("counts",)),
    "mark_totals": (("learner",), ("semester",), MARK_SUMS),
}
WEEK = Shape("week_asked", {"week": "date"}, None)
BY_LEARNER = Shape(
    "by_learner", {"learner": "int64", "lowest": "int32", "highest": "int32", "packed": "int64"}, None
)
COUNTED = Shape("counted", {"learner": "int64", "institution": "int32", "packed": "int64"}, None)
FRESH_MARKS = Shape(
    "fresh_marks",
    {"learner": "int64", "subject": "int16", **dict.fromkeys(("counts", "products", "squares"), "int64")},
    None,
)


def total(column: ir.NumericValue, where: ir.BooleanValue | None = None) -> ir.IntegerValue:
    """The sum of whole numbers, 0 where there is none.

    It is worked out in doubles, which are exact below 2^53 and several times quicker than DuckDB's sums of 128 bits.
    """
    return column.cast("float64").sum(where=where).fill_null(0).cast("int64")


def by_learner(attendance: ir.Table, free: Sequence[date], end: date | None) -> ir.Table:
    """Rows of `BY_LEARNER` from the lessons of one week: the lessons of each code packed into one number.

    `free` are days that do not count, days from `end` on are not looked at. Files number their learners, so DuckDB
    groups by the learner alone at half the price of grouping by school and learner.
    """
    weighed = _weighed(attendance, free, end)
    school = weighed.institution
    return weighed.group_by("learner").agg(
        lowest=school.min(), highest=school.max(), packed=weighed.weight.sum()
    )


def counted(sums: ir.Table, attendance: ir.Table, free: Sequence[date], end: date | None) -> ir.Table:
    """Rows of `COUNTED`, a learner's week at a school: from `by_learner`, and again for who was at several schools."""
    one = sums.filter(sums.lowest == sums.highest)
    several = sums.filter(sums.lowest != sums.highest)
    weighed = _weighed(attendance.semi_join(several, "learner"), free, end)
    parted = weighed.group_by(["learner", "institution"]).agg(packed=weighed.weight.sum())
    return ibis.union(
        one.select("learner", "packed", institution=one.lowest).select(list(COUNTED.columns)),
        parted.select(list(COUNTED.columns)),
        distinct=False,
    )


def _weighed(attendance: ir.Table, free: Sequence[date], end: date | None) -> ir.Table:
    if free:
        attendance = attendance.filter(~attendance.day.isin([ibis.date(day.isoformat()) for day in free]))
    if end is not None:
        attendance = attendance.filter(attendance.day < ibis.date(end.isoformat()))
    codes = range(attendance_codes.MOST_CODES)
    return attendance.mutate(
        weight=ibis.cases(*((attendance.status == code, ibis.literal(1 << (BITS * code))) for code in codes))
    )


def attendance_weeks(
    counts: ir.Table, timetable: ir.Table | None, semester: int, elapsed: tuple[int, int] | None
) -> ir.Table:
    """Rows of `attendance_weeks` from one week's `counted` lessons and the timetable, if there is one.

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
    numbers = {
        "lessons": sums.known - sums.left_out,
        "missed": counts_here.ifelse(sums.missed, 0),
        "unexcused": counts_here.ifelse(sums.unexcused, 0),
        "unexcused_all": sums.unexcused,
        "left_out": sums.left_out,
    }
    found = sums.select(
        "institution",
        "learner",
        semester=ibis.literal(semester, "int32"),
        **{name: number.cast("int32") for name, number in numbers.items()},
    )
    return found.cross_join(WEEK.table).select(list(FOLDS["attendance_weeks"].columns))


COUNTS = ("held", "missed", "unexcused", "by_weeks")


def _journal(counts: ir.Table) -> ir.Table:
    """The packed numbers taken apart; `held` is 0 where the journal is not a full one."""
    codes = attendance_codes.table().rules.values()

    def lessons(*keys: int) -> ir.IntegerValue:
        first, *others = (((counts.packed >> (BITS * key)) & MASK) for key in keys)
        return sum(others, start=first)

    present = lessons(attendance_codes.code("present").code)
    schools = counts.group_by("institution").agg(present=present.max())
    parts = counts.select(
        "learner",
        "institution",
        held=lessons(*(one.code for one in codes)),
        missed=lessons(*(one.code for one in codes if one.missed)),
        unexcused=lessons(*(one.code for one in codes if one.missed and not one.excused)),
        by_weeks=lessons(*(one.code for one in codes if one.left_out_in_whole_weeks)),
    )
    joined = parts.inner_join(schools, "institution")
    return joined.select(
        "learner", "institution", *COUNTS[1:], held=(joined.present > 0).ifelse(joined.held, 0)
    )


def _with_timetable(journal: ir.Table, timetable: ir.Table, elapsed: tuple[int, int] | None) -> ir.Table:
    planned = timetable.lessons.cast("int64")
    if elapsed is not None:
        done, days = elapsed
        planned = (planned * done) // max(days, 1)
    given = timetable.select("learner", "institution", planned=planned.cast("int64"))
    both = journal.outer_join(given, ["institution", "learner"])
    return both.select(
        learner=both.learner.fill_null(both.learner_right),
        institution=both.institution.fill_null(both.institution_right),
        **{name: both[name].fill_null(0) for name in (*COUNTS, "planned")},
    )


def mark_numbers(marks: ir.Table, origin: date, end: date | None) -> ir.Table:
    """Marks of one semester as whole numbers that can be added up; x counts days from `origin`, y is the mark.

    Several are packed into one: `counts` as in `mark_counts`, `products` as xy and x.
    """
    if end is not None:
        marks = marks.filter(marks.day < ibis.date(end.isoformat()))
    given, judged = marks.mark.notnull(), marks.passed.notnull()
    x = given.ifelse(marks.day.delta(ibis.date(origin.isoformat()), unit="day"), 0).cast("int64")
    y = marks.mark.cast("int64").fill_null(0)
    counts = packed(
        given.cast("int64"), judged.cast("int64"), (1 - marks.passed).cast("int64").fill_null(0), y
    )
    return marks.select(
        "learner", "subject", counts=counts, products=packed(x * y, x, bits=PRODUCT_BITS), squares=x * x
    )


def fresh_marks(numbers: ir.Table) -> ir.Table:
    """Rows of `FRESH_MARKS`: `mark_numbers` added up by learner and subject, as far as they are believed."""
    sums = numbers.group_by(["learner", "subject"]).agg(
        rows=numbers.count(), **{name: total(numbers[name]) for name in ("counts", "products", "squares")}
    )
    return sums.filter(sums.rows <= MOST_MARKS).drop("rows")


def mark_counts(numbers: ir.Table, semester: int) -> ir.Table:
    """Rows of `mark_counts` from `fresh_marks`, or from `mark_numbers`, which is then added up by `merged` only."""
    found = numbers.mutate(semester=ibis.literal(semester, "int32"))
    return found.select(list(FOLDS["mark_counts"].columns))


def mark_totals(numbers: ir.Table, semester: int) -> ir.Table:
    """Rows of `mark_totals` from `fresh_marks` or from `mark_numbers`."""
    n, *_, sy = unpacked(numbers.counts, COUNTS_OF_MARKS)
    sxy, sx = unpacked(numbers.products, 2, bits=PRODUCT_BITS)
    parts = numbers.mutate(n=n, sx=sx, sy=sy, sxy=sxy, sxx=numbers.squares)
    sums = parts.group_by("learner").agg(
        rows=parts.count(), **{name: total(parts[name]) for name in MARK_SUMS}
    )
    found = sums.filter(sums.rows <= MOST_MARKS).mutate(semester=ibis.literal(semester, "int32"))
    return found.select(list(FOLDS["mark_totals"].columns))


def merged(counts: ir.Table) -> ir.Table:
    """Rows of `mark_counts` of a window put together: learner, subject, n, judged, failed, sy."""
    sums = counts.group_by(["learner", "subject"]).agg(rows=counts.count(), counts=total(counts.counts))
    sums = sums.filter(sums.rows <= MOST_MARKS)
    n, judged, failed, sy = unpacked(sums.counts, COUNTS_OF_MARKS)
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


def added(table: str, *folds: ir.Table) -> ir.Table:
    """Folds of one semester added up: weeks and totals by learner, counts of marks by learner and subject.

    Weeks that were added up stand under the newest of them. Counts that grew beyond belief are left out, as ever.
    """
    both = (
        ibis.union(*(fold.select(sorted(fold.columns)) for fold in folds), distinct=False)
        if folds[1:]
        else folds[0]
    )
    keys, newest, sums = ADDED[table]
    found = both.group_by(list(keys)).agg(
        **{name: both[name].max() for name in newest},
        **{name: total(both[name]).cast(both[name].type()) for name in sums},
    )
    found = found.select(list(FOLDS[table].columns))
    if table != "mark_counts":
        return found
    n, judged, *_ = unpacked(found.counts, COUNTS_OF_MARKS)
    return found.filter((n <= MOST_MARKS) & (judged <= MOST_MARKS))
