"""Notes on learners in journals (piezīmes). Grain: one note. `kind` is a code of rulebook/note_kinds; no text."""

from pumpurs.analytics.tables.shape import Shape

SHAPE = Shape(
    name="notes",
    columns={"institution": "int32", "learner": "int64", "day": "date", "kind": "int8"},
    day="day",
)
