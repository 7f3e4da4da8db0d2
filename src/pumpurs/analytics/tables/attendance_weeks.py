"""A closed week of attendance in whole numbers (apmeklējuma nedēļas kopsavilkums).

Grain: a learner's week at a school. `lessons` were held and count, `missed` of them were missed, `unexcused` of these
without excuse; `unexcused_all` counts also where lessons held are not known; `left_out` were held but do not count
(whole weeks of illness). All of them add up over weeks and schools.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="attendance_weeks",
    columns={
        "institution": "int32",
        "learner": "int64",
        "week": "date",
        "semester": "int32",
        "lessons": "int32",
        "missed": "int32",
        "unexcused": "int32",
        "unexcused_all": "int32",
        "left_out": "int32",
    },
    day="week",
)
