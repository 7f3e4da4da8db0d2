"""Share of lessons missed (kavēto stundu daļa).

Out: learner, lessons missed of lessons held, lessons held as seen. Whole weeks of illness, holidays and errands for
the school are neither.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Lessons missed of those held in the window."""
    sums = evidence.attendance
    held = sums[f"lessons_{window}"]
    return sums.filter(held > 0).select("learner", num=sums[f"missed_{window}"], den=held, seen=held)
