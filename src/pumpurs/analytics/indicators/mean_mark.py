"""Mean mark (vidējais vērtējums).

Out: learner, sum of marks of number of marks, marks as seen.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Mean of the marks of the window."""
    sums = evidence.totals_in(window)
    return sums.filter(sums.n > 0).select("learner", num=sums.sy, den=sums.n, seen=sums.n)
