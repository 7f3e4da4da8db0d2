"""Growth of absence (kavējumu pieaugums): the last four weeks of school against the school year before them.

Out: learner, the difference of the two shares of lessons missed as one fraction, lessons of the four weeks as seen.
Nothing for a learner without lessons before: there is no own past to compare with.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Share missed in the window less the share missed before."""
    sums = evidence.attendance
    held, before = sums[f"lessons_{window}"], sums.lessons_before
    return sums.filter((held > 0) & (before > 0)).select(
        "learner",
        num=sums[f"missed_{window}"] * before - sums.missed_before * held,
        den=held * before,
        seen=held,
    )
