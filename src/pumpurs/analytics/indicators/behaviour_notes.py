"""Remarks on behaviour (piezīmes par uzvedību).

Out: learner, remarks, 1, remarks as seen; only learners with a remark. Praise and other notes do not count.
"""

import ibis
import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.rulebook import note_kinds


def value(evidence: Evidence, window: str) -> ir.Table:
    """Remarks on behaviour in the window."""
    notes = evidence.in_window(evidence.notes, window)
    counted = notes.filter(notes.kind.isin(list(note_kinds.counted_codes())))
    sums = counted.group_by("learner").agg(num=counted.count())
    return sums.select("learner", "num", den=ibis.literal(1, "int64"), seen=sums.num)
