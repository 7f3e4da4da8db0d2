"""Mean mark (vidējais vērtējums).

Out: learner, sum of marks of number of marks, marks as seen.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.analytics.folds import total


def value(evidence: Evidence, window: str) -> ir.Table:
    """Mean of the marks of the window."""
    marks = evidence.marks_in(window)
    sums = marks.group_by("learner").agg(num=total(marks.sy), seen=total(marks.n))
    return sums.filter(sums.seen > 0).select("learner", "num", den=sums.seen, seen=sums.seen)
