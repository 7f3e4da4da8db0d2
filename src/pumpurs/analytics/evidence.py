"""Evidence (pierādījumi): what indicators look at, one row a learner or a learner's subject, for one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.folds import MARK_SUMS, merged, total
from pumpurs.analytics.moment import Moment, held_days, monday, semester_number
from pumpurs.analytics.tables import Shape

LONGEST_GAP_DAYS = 400

YEAR_BITS = 15  # of a packed number for each count: at most 32767 lessons a school year
YEAR = 1 << YEAR_BITS
WINDOWS = ("semester", "four_weeks", "before")
COUNTS = ("lessons", "missed", "unexcused")

PACKED = Shape(
    "packed_attendance",
    {"learner": "int64", **{f"packed_{one}": "int64" for one in WINDOWS}, "unexcused_all_semester": "int64"},
    None,
)
PLACES = Shape(
    "places",
    {
        "learner": "int64",
        "institution": "int32",
        "class_key": "int64",
        "grade": "int16",
        "end": "date",
        "here": "boolean",
    },
    None,
    optional=frozenset({"end"}),
)
SCHOOL_DAYS = Shape("school_days", {"day": "date", "since": "int64"}, None)


@dataclass(frozen=True)
class Evidence:
    """Everything an indicator may look at. There is nothing in it on who a learner is.

    attendance: a learner's lessons held, missed, missed without excuse, in each window; `before` is the school year
        up to the last four weeks of school. mark_counts: folds of marks of the school year, several rows for a
        learner's subject and semester; mark_totals: sums over all subjects, several rows for a learner's semester.
    notes, support: rows of the store up to the moment. enrolment: stays up to the moment. places: the one stay of
    each learner that counts, the latest. school_days: for each day how many school days passed since.
    """

    moment: Moment
    attendance: ir.Table
    mark_counts: ir.Table
    mark_totals: ir.Table
    notes: ir.Table
    support: ir.Table
    enrolment: ir.Table
    places: ir.Table
    school_days: ir.Table

    @property
    def semester(self) -> int:
        """The semester of the moment as the folds write it."""
        return semester_number(self.moment.semester)

    def in_window(self, rows: ir.Table, window: str) -> ir.Table:
        """Rows with a day inside a window."""
        span = self.moment.window(window)
        return rows.filter(rows.day >= literal(span.first), rows.day < literal(span.end))

    def subjects_in(self, window: str) -> ir.Table:
        """Sums of a learner's subjects in a window: learner, subject, n, judged, failed, sy."""
        return merged(self._in(self.mark_counts, window))

    def totals_in(self, window: str) -> ir.Table:
        """Sums of a learner's marks in a window over all subjects: learner, n, sx, sy, sxy, sxx."""
        totals = self._in(self.mark_totals, window)
        return totals.group_by("learner").agg(**{name: total(totals[name]) for name in MARK_SUMS})

    def _in(self, sums: ir.Table, window: str) -> ir.Table:
        return sums.filter(sums.semester == self.semester) if window == "semester" else sums


def literal(day: date) -> ir.DateScalar:
    """A day in an expression."""
    return ibis.date(day.isoformat())


def packed_attendance(weeks: ir.Table, moment: Moment) -> ir.Table:
    """Folded weeks of the school year added up by learner, for each window three counts packed into one number."""
    recent = weeks.week >= literal(moment.first_of_four_weeks)
    semester = weeks.semester == semester_number(moment.semester)
    packed = weeks.lessons.cast("float64") + weeks.missed * float(YEAR) + weeks.unexcused * float(YEAR * YEAR)
    return weeks.group_by("learner").agg(
        packed_semester=total(packed, semester),
        packed_four_weeks=total(packed, recent),
        packed_before=total(packed, ~recent),
        unexcused_all_semester=total(weeks.unexcused_all, semester),
    )


def attendance_sums(packed: ir.Table) -> ir.Table:
    """The numbers of `packed_attendance` taken apart."""
    return packed.select(
        "learner",
        "unexcused_all_semester",
        **{
            f"{what}_{window}": (packed[f"packed_{window}"] >> (YEAR_BITS * place)) & (YEAR - 1)
            for window in WINDOWS
            for place, what in enumerate(COUNTS)
        },
    )


def stays(enrolment: ir.Table, moment: Moment) -> ir.Table:
    """Stays that had begun; an end that lies after the moment is not known yet."""
    begun = enrolment.filter(enrolment["first"] < literal(moment.end))
    return begun.mutate(end=(begun.end <= literal(moment.as_of)).ifelse(begun.end, ibis.null("date")))


def places(begun: ir.Table) -> ir.Table:
    """The latest stay of each learner: one that goes on before one that ended, then the one that began last."""
    ended = begun.end.notnull().cast("int8")
    latest = ibis.row_number().over(
        group_by=begun.learner,
        order_by=[ended, begun["first"].desc(), begun.institution.desc(), begun.class_key.desc()],
    )
    return (
        begun.mutate(place=latest)
        .filter(lambda row: row.place == 0)
        .select("learner", "institution", "class_key", "grade", "end", here=lambda row: row.end.isnull())
    )


def school_days(moment: Moment) -> pa.Table:
    """For each day of the past year and a bit: the school days since, up to the moment."""
    days = [moment.as_of - timedelta(days=back) for back in range(LONGEST_GAP_DAYS)]
    since = list(accumulate(int(day in held_days(monday(day))) for day in days))
    return pa.table({"day": days, "since": since}, schema=SCHOOL_DAYS.arrow)
