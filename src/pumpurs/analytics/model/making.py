"""Making a model (modeļa sagatavošana): evaluated on the closed semesters, trained on all of them, with its card.

A job runs it as a child, so that no learning library is loaded where pages and nights work:
`python -m pumpurs.analytics.model.making PAST TARGET DAY` reads the semesters kept in PAST and writes model.json and
card.json into TARGET.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pumpurs.analytics.datasets import own
from pumpurs.analytics.datasets.source import NotThere
from pumpurs.analytics.model.card import Card, as_json, card
from pumpurs.analytics.model.evaluate import evaluate
from pumpurs.analytics.model.report import Report
from pumpurs.analytics.model.sample import Sample
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.model.train import finished

TERMS, CARD = "model.json", "card.json"
LACKING = 3


def export(sample: Sample, report: Report, target: Path, day: str) -> tuple[Terms, Card]:
    """Train on everything, and write the table and its card."""
    terms = finished(sample, day)
    made = card([report], made_on=day, model=terms.hash, kind=terms.kind)
    target.mkdir(parents=True, exist_ok=True)
    (target / TERMS).write_text(terms.as_json(), encoding="utf-8")
    (target / CARD).write_text(as_json(made), encoding="utf-8")
    return terms, made


def main(arguments: list[str]) -> int:
    """0 when both files are written, 3 when the semesters are not enough; the reason is told on stderr."""
    past, target, day = Path(arguments[0]), Path(arguments[1]), arguments[2]
    try:
        sample = own.sample(past)
    except NotThere as lacking:
        sys.stderr.write(str(lacking))
        return LACKING
    export(sample, evaluate(sample), target, day)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
