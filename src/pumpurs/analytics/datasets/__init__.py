"""Real learners' data on which the model is judged (datu kopas). They are published elsewhere and not carried here.

`own` are the programme's own past semesters.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pumpurs.analytics.datasets import hsls09, oulad, own, uci_dropout, uci_student
from pumpurs.analytics.model.sample import Sample

Reader = Callable[[Path], Sample]

DATASETS: dict[str, tuple[Reader, ...]] = {
    "oulad": tuple(partial(oulad.sample, day=day) for day in oulad.DAYS),
    "hsls09": (hsls09.sample,),
    "uci_dropout": (
        *(partial(uci_dropout.sample, moment=moment) for moment in uci_dropout.MOMENTS),
        partial(uci_dropout.sample, moment="semester_2", finished_only=True),
    ),
    "uci_student": (
        partial(uci_student.sample, subject="mathematics"),
        partial(uci_student.sample, subject="Portuguese"),
    ),
    "own": (own.sample,),
}
