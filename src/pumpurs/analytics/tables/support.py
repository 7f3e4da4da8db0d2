"""Agreed support sessions (atbalsta nodarbības). Grain: a learner's session; `came` 1 or 0.

Source: the work sheets of the programme, brought by a job.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="support",
    columns={"institution": "int32", "learner": "int64", "day": "date", "came": "int8"},
    day="day",
    bounds={"came": (0, 1)},
)
