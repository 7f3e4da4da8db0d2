"""Lessons as journals mark them (stundu apmeklējums).

Grain: a learner's lesson. Full journals hold every lesson, others only what is not "present".
`status` is a code of rulebook/attendance_codes. Source: journals of the schools.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="attendance",
    columns={
        "institution": "int32",
        "learner": "int64",
        "day": "date",
        "lesson": "int8",
        "subject": "int16",
        "status": "int8",
    },
    day="day",
    once=("institution", "learner", "day", "lesson"),
    bounds={"lesson": (0, 20), "status": (0, 5)},
)
