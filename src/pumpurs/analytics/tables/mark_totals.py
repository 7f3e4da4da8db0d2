"""Closed weeks of marks over all subjects (vērtējumu summas).

Grain: a learner's semester. `n` marks, Σx, Σy, Σxy, Σx² with x the day since the school year began and y the mark.
All of them add up over weeks. `semester` is the year the school year began times ten plus 1 or 2.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="mark_totals",
    columns={
        "learner": "int64",
        "semester": "int32",
        "n": "int64",
        "sx": "int64",
        "sy": "int64",
        "sxy": "int64",
        "sxx": "int64",
    },
    day=None,
)
