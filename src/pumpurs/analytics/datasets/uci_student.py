"""UCI Student Performance: two Portuguese secondary schools 2005/06, failed the year in mathematics or Portuguese.

Seen after the second of three periods (marks G1 and G2). The file counts absences over the whole year, so they tell
a little more than a journal would on that day.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pumpurs.analytics.datasets.source import Source, numbers, read, words
from pumpurs.analytics.model.sample import LESS, MORE, Input, Sample

FILES = {"mathematics": "uci_student/student-mat.csv", "Portuguese": "uci_student/student-por.csv"}
SOURCE = Source(
    says="UCI Student Performance (Cortez & Silva 2008)",
    licence="CC BY 4.0",
    published_at="https://doi.org/10.24432/C5TG7T",
    files={
        FILES["mathematics"]: "e47f9ee225e1ee6e69b7564e6dac7123e80b8486677fe111f351964cef5dec80",
        FILES["Portuguese"]: "a7594a11d7771c0efe1a740824e0e833da9c4cad07c39a9766a874575563fb3f",
    },
)
PASS = 10
COLUMNS = {
    "G2": Input("second_mark", "Mark of the second period (0-20)", LESS),
    "G1": Input("first_mark", "Mark of the first period (0-20)", LESS),
    "failures": Input("failed_before", "Classes failed before", MORE),
    "absences": Input("absences", "Absences in the year", MORE),
    "age": Input("age", "Age, years", MORE),
    "studytime": Input("study_time", "Weekly study time (1-4)"),
}
ABSENT_OFTEN = 10


def sample(folder: Path, subject: str) -> Sample:
    """Failed the year, seen with the marks of two periods."""
    table = read(folder, SOURCE, FILES[subject], ";")
    first, second = numbers(table, "G1"), numbers(table, "G2")
    tells = (
        first < PASS,
        second < PASS,
        numbers(table, "failures") > 0,
        numbers(table, "absences") > ABSENT_OFTEN,
    )
    return Sample(
        name="uci_mat" if subject == "mathematics" else "uci_por",
        says=f"failed the year in {subject}, seen with the marks of two periods",
        columns=tuple(COLUMNS.values()),
        inputs=np.column_stack([numbers(table, name) for name in COLUMNS]),
        outcome=(numbers(table, "G3") < PASS).astype(float),
        flags=np.sum([one.astype(float) for one in tells], axis=0),
        place=words(table, "school"),
        groups={
            "sex": words(table, "sex"),
            "locality": np.where(words(table, "address") == "U", "town", "country"),
        },
        notes=("One school year only: five folds.",),
    )  # fmt: skip
