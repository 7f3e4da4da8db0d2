"""Enrolled nowhere (nav uzņemts nevienā iestādē).

Out: learner, school days since the last stay ended, 1, the same as seen; only learners out of school. Whoever had
the last day of a grade that ends a level at the end of a school year has finished and does not count.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.rulebook import indicators


def value(evidence: Evidence, window: str) -> ir.Table:
    """School days without a school, up to the moment."""
    numbers = indicators.indicator("enrolled_nowhere")
    left = evidence.places.filter(~evidence.places.here)
    ends = left.grade.isin(list(numbers.list_of("level_ends")))
    last_day = left.end - ibis.interval(days=1)
    finished = ends & last_day.month().isin(list(numbers.list_of("finished_months")))
    left = left.filter(~finished)
    out = left.inner_join(evidence.school_days, left.end == evidence.school_days.day)
    return out.filter(out.since > 0).select(
        "learner", num=out.since, den=ibis.literal(1, "int64"), seen=out.since
    )
