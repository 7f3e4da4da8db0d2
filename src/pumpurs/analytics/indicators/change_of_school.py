"""Change of school (skolas maiņa).

Out: learner, changes, 1, stays as seen; only learners with a change. A stay counts that begins in the window in
another institution than the stay before it, in the same school year: a move between school years is none.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence, literal


def value(evidence: Evidence, window: str) -> ir.Table:
    """Changes of institution in the window."""
    rows = evidence.enrolment
    past = ibis.window(group_by=rows.learner, order_by=[rows["first"], rows.institution, rows.class_key])
    rows = rows.mutate(
        before=rows.institution.lag().over(past), year_before=rows.school_year.lag().over(past)
    )
    span = evidence.moment.window(window)
    changed = rows.filter(
        rows["first"] >= literal(span.first),
        rows["first"] < literal(span.end),
        rows.institution != rows.before,
        rows.school_year == rows.year_before,
    )
    sums = changed.group_by("learner").agg(num=changed.count())
    return sums.select("learner", "num", den=ibis.literal(1, "int64"), seen=sums.num)
