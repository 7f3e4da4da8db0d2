"""Closed weeks of marks by subject (vērtējumu skaits priekšmetā).

Grain: a learner's subject in a semester. `counts` are four whole numbers packed into one: marks, works judged by pass
or fail, those of them that failed, and the sum of the marks. They add up over weeks.
`semester` is the year the school year began times ten plus 1 or 2.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="mark_counts",
    columns={"learner": "int64", "subject": "int16", "semester": "int32", "counts": "int64"},
    day=None,
)
