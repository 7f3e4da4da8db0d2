"""Marks (vērtējumi). Grain: one mark; a learner may get several in a subject on a day.

`mark` 1 to 10 or nothing, `passed` 1, 0 or nothing for works without a mark. Source: journals of the schools.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="marks",
    columns={
        "institution": "int32",
        "learner": "int64",
        "day": "date",
        "subject": "int16",
        "mark": "int8",
        "passed": "int8",
        "kind": "int8",
    },
    day="day",
    optional=frozenset({"mark", "passed"}),
    bounds={"mark": (1, 10), "passed": (0, 1)},
)
