"""Subjects with an insufficient mark (mācību priekšmeti ar nepietiekamu vērtējumu).

Out: learner, subjects, 1, marks and judgements as seen. A subject with enough marks counts if their mean would round
to an insufficient one; a subject judged by pass or fail, if most works were not passed.
"""

from fractions import Fraction

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.analytics.folds import total
from pumpurs.rulebook import indicators


def value(evidence: Evidence, window: str) -> ir.Table:
    """Insufficient subjects of the window."""
    numbers = indicators.indicator("insufficient_subjects")
    below, enough = Fraction(numbers.number("below")), int(numbers.number("marks"))
    subjects = evidence.subjects_in(window)
    low = (subjects.n >= enough) & (subjects.sy * below.denominator < subjects.n * below.numerator)
    failed = (subjects.n < enough) & (subjects.judged >= enough) & (subjects.failed * 2 > subjects.judged)
    subjects = subjects.mutate(insufficient=(low | failed).cast("int64"), seen=subjects.n + subjects.judged)
    sums = subjects.group_by("learner").agg(num=total(subjects.insufficient), seen=total(subjects.seen))
    return sums.filter(sums.seen > 0).select("learner", "num", den=ibis.literal(1, "int64"), seen=sums.seen)
