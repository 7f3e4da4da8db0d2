"""Change of school (skolas maiņa).

Out: learner, changes, 1, stays as seen; only learners with a change. A stay counts that begins in the window in
another institution than the stay before it, unless it goes on to the next level with a new school year.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence, literal
from pumpurs.rulebook import indicators


def value(evidence: Evidence, window: str) -> ir.Table:
    """Changes of institution in the window."""
    begins = indicators.indicator("change_of_school").list_of("level_begins")
    rows = evidence.enrolment
    past = ibis.window(group_by=rows.learner, order_by=[rows["first"], rows.institution, rows.class_key])
    rows = rows.mutate(
        before=rows.institution.lag().over(past), year_before=rows.school_year.lag().over(past)
    )
    span = evidence.moment.window(window)
    goes_on = rows.grade.isin(list(begins)) & (rows.school_year != rows.year_before)
    changed = rows.filter(
        rows["first"] >= literal(span.first),
        rows["first"] < literal(span.end),
        rows.institution != rows.before,
        ~goes_on,
    )
    sums = changed.group_by("learner").agg(num=changed.count())
    return sums.select("learner", "num", den=ibis.literal(1, "int64"), seen=sums.num)
