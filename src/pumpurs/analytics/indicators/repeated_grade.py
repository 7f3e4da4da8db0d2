"""Repeats a grade (atkārto klasi).

Out: learner, 1, 1, 1 for those whose grade of this school year is that of the year before; nobody else has a row.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Learners in the same grade as a year ago."""
    year = evidence.moment.school_year.start_year
    rows = evidence.enrolment
    grades = (
        rows.filter(rows.school_year.isin([year, year - 1]))
        .group_by("learner")
        .agg(
            now=rows.grade.max(where=rows.school_year == year),
            before=rows.grade.max(where=rows.school_year == year - 1),
        )
    )
    one = ibis.literal(1, "int64")
    return grades.filter(grades.now == grades.before).select("learner", num=one, den=one, seen=one)
