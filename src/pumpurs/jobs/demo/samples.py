"""A journal to take in by hand (paraugžurnāls): a month of the demo's lessons as a school's own file would tell it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pumpurs.foundation.sealed import unseal
from pumpurs.programme.learners.models import LearnerIdentifier

CODE = "personal_code"
HEADINGS = ("Personas kods", "Datums", "Stunda", "Priekšmets", "Apmeklējums")
WORDS = {"present": "ir", "excused": "attaisnots", "unexcused": "neattaisnots"}
SUBJECT = "Matemātika"


def write_sample(
    path: Path, rows: Iterable[Mapping[str, Any]], keys: Mapping[Any, int], codes: Mapping[str, int]
) -> int:
    """Write the newest month of the rows; the first day of absence is excused meanwhile. How many rows."""
    listed = list(rows)
    month = max(row["day"] for row in listed).replace(day=1)
    inside = [row for row in listed if row["day"] >= month]
    first: date = min(row["day"] for row in inside if row["status"] == codes["unexcused"])
    named, word = _codes(keys), {codes[key]: word for key, word in WORDS.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for row in sorted(inside, key=lambda one: (one["day"], named[one["learner"]], one["lesson"])):
            said = word[row["status"]]
            if row["day"] == first and said == WORDS["unexcused"]:
                said = WORDS["excused"]
            writer.writerow([named[row["learner"]], f"{row['day']:%d.%m.%Y}", row["lesson"], SUBJECT, said])
    return len(inside)


def _codes(keys: Mapping[Any, int]) -> dict[int, str]:
    """Personal codes of invented people, by key of the store."""
    rows = LearnerIdentifier.objects.filter(learner_id__in=keys, kind=CODE, until=None)
    return {keys[one.learner_id]: unseal(one.sealed, about=CODE) for one in rows}
