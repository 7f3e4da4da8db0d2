"""Not coming to agreed support (neierašanās uz atbalstu).

Out: learner, sessions not come to of agreed sessions, sessions as seen.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence


def value(evidence: Evidence, window: str) -> ir.Table:
    """Sessions of the window the learner did not come to."""
    sessions = evidence.in_window(evidence.support, window)
    sums = sessions.group_by("learner").agg(
        num=(1 - sessions.came).cast("int64").sum(), den=sessions.count(), seen=sessions.count()
    )
    return sums.select("learner", "num", "den", "seen")
