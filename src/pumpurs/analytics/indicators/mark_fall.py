"""Fall of marks (vērtējumu kritums): the slope of the learner's own marks over the days, turned so that a fall is
positive, in points a month of four weeks.

Out: learner, the slope as one fraction (n·Σxy − Σx·Σy of n·Σx² − (Σx)²), marks as seen. Nothing for a learner whose
marks are all of one day.
"""

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.rulebook import indicators


def value(evidence: Evidence, window: str) -> ir.Table:
    """Points by which marks fall in four weeks, by the regression line over the window."""
    days = int(indicators.indicator("mark_fall").number("days"))
    sums = evidence.totals_in(window)
    sums = sums.mutate(den=sums.n * sums.sxx - sums.sx * sums.sx)
    return sums.filter(sums.den > 0).select(
        "learner", num=(sums.sx * sums.sy - sums.n * sums.sxy) * days, den=sums.den, seen=sums.n
    )
