"""Closed weeks of marks in whole numbers (vērtējumu kopsavilkums).

Grain: a learner's subject in a semester. `n` marks, Σx, Σy, Σxy, Σx² with x the day since the school year began and
y the mark; `judged` works judged by pass or fail, `failed` of them. All of them add up over weeks.
`semester` is the year the school year began times ten plus 1 or 2.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="mark_sums",
    columns={
        "learner": "int64",
        "subject": "int16",
        "semester": "int32",
        "n": "int64",
        "sx": "int64",
        "sy": "int64",
        "sxy": "int64",
        "sxx": "int64",
        "judged": "int64",
        "failed": "int64",
    },
    day=None,
)
