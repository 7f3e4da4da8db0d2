"""Change of school (skolas maiņa).

Out: learner, changes, 1, stays as seen; only learners with a change. A stay counts that begins in the window in
another institution than the stay before it, unless its grade begins a level of education.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence, literal
from pumpurs.rulebook import indicators


def value(evidence: Evidence, window: str) -> ir.Table:
    """Changes of institution in the window."""
    begins = indicators.indicator("change_of_school").list_of("level_begins")
    rows = evidence.enrolment
    order = [rows["first"], rows.institution, rows.class_key]
    rows = rows.mutate(before=rows.institution.lag().over(group_by=rows.learner, order_by=order))
    span = evidence.moment.window(window)
    changed = rows.filter(
        rows["first"] >= literal(span.first),
        rows["first"] < literal(span.end),
        rows.institution != rows.before,
        ~rows.grade.isin(list(begins)),
    )
    sums = changed.group_by("learner").agg(num=changed.count())
    return sums.select("learner", "num", den=ibis.literal(1, "int64"), seen=sums.num)
