"""HSLS:09: ninth-graders of 2009 in the United States, whether they ever left school until 2016.

The file is the training half of the split of Pan & Zhang (EDM 2024). Predicted at grade 9: what the survey asked in
grade 11 and the share of unanswered questions, which is partly of grade 11, are not used. A place is the kind of
surroundings (control, locality, region): the file names no school.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pumpurs.analytics.datasets.source import Source, numbers, ranked, read, words
from pumpurs.analytics.model.sample import LESS, MORE, Floats, Input, Sample, Words

FILE = "hsls09/hsls09_dropout_train_imputed.csv"
SOURCE = Source(
    says="HSLS:09 (processed by Pan & Zhang, EDM 2024)",
    licence="public-use file of NCES, for statistics only, never to find a person; processed file MIT",
    published_at="https://github.com/cgpan/HSLSdropout",
    files={FILE: "6b06d710583d104a729fcaa0a78570f3cade2ad810faa21ea0e482c1b9b0e308"},
)
COLUMNS = {
    "X1STAGE": Input("age", "Age in grade 9, years", MORE),
    "X1SCHOOLENG": Input("school_engagement", "Engagement in school (scale)", LESS),
    "X1SCHOOLBEL": Input("school_belonging", "Sense of belonging (scale)", LESS),
    "X1SCHOOLCLI": Input("school_climate", "Climate of the school as its head sees it (scale)"),
    "X1TXMTSCOR": Input("mathematics_test", "Mathematics test (T score)", LESS),
    "X1MTHID": Input("mathematics_identity", "Sees oneself as a mathematics person (scale)"),
    "X1MTHUTI": Input("mathematics_use", "Finds mathematics useful (scale)"),
    "X1MTHEFF": Input("mathematics_confidence", "Confidence in mathematics (scale)"),
    "X1MTHINT": Input("mathematics_interest", "Interest in mathematics (scale)"),
    "X1SCIID": Input("science_identity", "Sees oneself as a science person (scale)"),
    "X1SCIUTI": Input("science_use", "Finds science useful (scale)"),
    "X1SCIEFF": Input("science_confidence", "Confidence in science (scale)"),
    "X1SCIINT": Input("science_interest", "Interest in science (scale)"),
    "X1STUEDEXPCT": Input("own_expectation", "How far the learner expects to study (1-10)"),
    "X1PROBLEM": Input("school_problems", "Problems at the school as its head sees them (scale)"),
    "S1MSCORE": Input("mathematics_scale", "Mathematics experience (scale)"),
}
GRADES = {"A": 5.0, "B": 4.0, "C": 3.0, "D": 2.0, "Below D": 1.0}
OLD_FOR_GRADE, FAILED_MARK = 16, 2.0
QUARTILES = np.array(["SES quartile 1 (poorest)", "SES quartile 2", "SES quartile 3", "SES quartile 4"])


def sample(folder: Path) -> Sample:
    """Left school at any time, seen from grade 9."""
    table = read(folder, SOURCE, FILE)
    mark = ranked(words(table, "S1M8GRADE"), GRADES)
    columns = [numbers(table, name) for name in COLUMNS]
    surroundings = [words(table, name) for name in ("X1CONTROL", "X1LOCALE", "X1REGION")]
    place = np.array([", ".join(one) for one in zip(*surroundings, strict=True)])
    age = numbers(table, "X1STAGE")
    return Sample(
        name="hsls09",
        says="left school at any time, seen from grade 9",
        columns=(*COLUMNS.values(), Input("mathematics_mark", "Mathematics mark of grade 8 (5 = A)", LESS)),
        inputs=np.column_stack([*columns, mark]),
        outcome=numbers(table, "X4EVERDROP"),
        flags=(age >= OLD_FOR_GRADE).astype(float) + (np.nan_to_num(mark, nan=9.0) <= FAILED_MARK),
        place=place,
        groups={
            "sex": np.where(numbers(table, "X1SEX") == 1, "girls or boys: code 1", "girls or boys: code 0"),
            "race": words(table, "X1RACE"),
            "means": _quartile(numbers(table, "X1SES")),
            "locality": words(table, "X1LOCALE"),
        },
        notes=(
            "The file carries no time: five folds, each learner judged by a model that has not seen him or her.",
            "Values not answered were filled in by the authors of the file before it was split.",
        ),
    )


def _quartile(means: Floats) -> Words:
    return np.asarray(QUARTILES[np.searchsorted(np.quantile(means, [0.25, 0.5, 0.75]), means, side="right")])
