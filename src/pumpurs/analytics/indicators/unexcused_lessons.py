"""Lessons missed without excuse in the semester (neattaisnoti kavētās stundas): the duty to tell the municipality.

Out: learner, lessons, 1, lessons held as seen. Counted also where lessons held are not known, and in weeks left out:
the law counts lessons, not shares.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Lessons missed without excuse in the window."""
    sums = evidence.attendance
    lessons, held = sums[f"unexcused_all_{window}"], sums[f"lessons_{window}"]
    return sums.filter((lessons > 0) | (held > 0)).select(
        "learner", num=lessons, den=ibis.literal(1, "int64"), seen=held
    )
