"""Lessons held (notikušās stundas): the denominator where a journal records absences only.

Grain: a learner's week; `week` is its Monday, `lessons` how many were held for that learner in the whole week.
A school with rows here in a week is taken by them; otherwise its full journal is counted.
"""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="timetable",
    columns={"institution": "int32", "learner": "int64", "week": "date", "lessons": "int16"},
    day="week",
    once=("institution", "learner", "week"),
    bounds={"lessons": (0, 120)},
)
