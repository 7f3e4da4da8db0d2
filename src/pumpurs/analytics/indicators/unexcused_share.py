"""Share of lessons missed without excuse (neattaisnoti kavēto stundu daļa).

Out: learner, lessons missed without excuse of lessons held, lessons held as seen.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Lessons missed without excuse of those held in the window."""
    sums = evidence.attendance
    held = sums[f"lessons_{window}"]
    return sums.filter(held > 0).select("learner", num=sums[f"unexcused_{window}"], den=held, seen=held)
