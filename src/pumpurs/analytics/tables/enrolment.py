"""Who learns where (uzņemšana): every enrolment known on the night, past ones too.

Grain: a learner's stay in a class. `first` is the first day, `end` the day after the last (nothing: still there),
`class_key` any number that is the same for classmates. `grade` stands on the ladder of values/grades: 1–12 are grades,
21 and on the years of a vocational course. `grade` and `school_year` are those of the stay's last day; of one that
goes on, those of the night. Source: the register.
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
