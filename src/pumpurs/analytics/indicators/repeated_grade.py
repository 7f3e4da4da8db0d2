"""Repeats a grade (atkārto klasi).

Out: learner, 1, 1, 1 for those whose latest grade of this school year is their latest of the year before, at
whatever school; nobody else has a row.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Learners in the same grade as a year ago."""
    year = evidence.moment.school_year.start_year
    rows = evidence.enrolment
    rows = rows.filter(rows.school_year.isin([year, year - 1]))
    latest = ibis.row_number().over(
        group_by=[rows.learner, rows.school_year],
        order_by=[rows["first"].desc(), rows.institution.desc(), rows.class_key.desc()],
    )
    rows = rows.mutate(place=latest).filter(lambda row: row.place == 0)
    grades = rows.group_by("learner").agg(
        now=rows.grade.max(where=rows.school_year == year),
        before=rows.grade.max(where=rows.school_year == year - 1),
    )
    one = ibis.literal(1, "int64")
    return grades.filter(grades.now == grades.before).select("learner", num=one, den=one, seen=one)
