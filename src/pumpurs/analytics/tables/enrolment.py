"""Who learns where (uzņemšana): every enrolment known on the night, past ones too.

Grain: a learner's school year at an institution. `first` is the first day, `end` the day after the last (nothing:
still there), `class_key` any number that is the same for classmates. `grade` stands on the ladder of values/grades:
1–12 are grades, 21 and on the years of a vocational course. `grade` is that of `school_year`, so a past evening finds
the grade of then; the first stay of a learner may begin in earlier years that nobody told. A stay that goes on after
the year's edge without a list of the new year keeps the old one. Source: the register.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="enrolment",
    columns={
        "institution": "int32",
        "learner": "int64",
        "class_key": "int64",
        "grade": "int16",
        "school_year": "int16",
        "first": "date",
        "end": "date",
    },
    day=None,
    once=("institution", "learner", "class_key", "school_year", "first"),
    optional=frozenset({"end"}),
    bounds={"grade": (0, 40)},
)
