"""Judges the statistical model on real learners: published data sets, or the programme's own closed semesters.

DATASET is oulad, hsls09, uci_dropout, uci_student or own. The published sets are not part of this program: put their
files into a folder (the address is told if they are lacking). With a loaded machine set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.markdown import Markdown

from pumpurs.analytics.model import extra
from pumpurs.cli.database import var_folder
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import today

if not extra.is_installed():
    raise Trouble(extra.NOT_INSTALLED)

from pumpurs.analytics.datasets import DATASETS
from pumpurs.analytics.datasets.source import NotThere
from pumpurs.analytics.model.card import finite
from pumpurs.analytics.model.draw import draw
from pumpurs.analytics.model.evaluate import evaluate
from pumpurs.analytics.model.making import CARD, TERMS, export
from pumpurs.analytics.model.paper import lines_of
from pumpurs.analytics.model.report import Report
from pumpurs.analytics.model.resample import DRAWS
from pumpurs.analytics.model.sample import Sample
from pumpurs.analytics.past import PAST

FOLDER = "PUMPURS_LEARNERS"
OWN = "own"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which data, where from, and what to write."""
    parser.add_argument("dataset", choices=sorted(DATASETS), metavar="DATASET", help=", ".join(DATASETS))
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help=f"where the files are (default: {FOLDER} or var/learners; of own semesters the store)",
    )
    parser.add_argument("--draw", type=Path, metavar="FOLDER", help="write the charts there, as SVG")
    parser.add_argument("--draws", type=int, default=DRAWS, metavar="N", help="draws for an interval")
    parser.add_argument("--json", action="store_true", help="as JSON, a list of reports")
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FOLDER",
        help="own semesters only: write model.json and card.json there",
    )


def run(args: argparse.Namespace) -> int:
    """Evaluate, print, draw, export."""
    if args.export and args.dataset != OWN:
        raise Trouble(
            "Only a model of the programme's own semesters is exported: `pumpurs evaluate own --export FOLDER`."
        )
    if args.draws < 1:
        raise Trouble("--draws takes a whole number from 1 on.")
    samples, reports = [], []
    for sample in _samples(args):
        samples.append(sample)
        reports.append(_judged(sample, args.draws))
        if not args.json:
            Console().print(Markdown("\n".join(lines_of(reports[-1]))))
        for path in draw(reports[-1], args.draw) if args.draw else ():
            Console(stderr=True).print(f"drawn: {path}")
    if args.json:
        print(json.dumps(finite([one.as_data() for one in reports]), ensure_ascii=False, indent=2))
    if args.export:
        _export(samples[0], reports[0], args.export)
    return 0


def _samples(args: argparse.Namespace) -> Iterator[Sample]:
    kept = settings.STORE / PAST if args.dataset == OWN else var_folder() / "learners"
    folder = args.data or Path((args.dataset != OWN and os.environ.get(FOLDER)) or kept)
    for reader in DATASETS[args.dataset]:
        try:
            yield reader(folder)
        except NotThere as lacking:
            raise Trouble(str(lacking)) from lacking


def _judged(sample: Sample, draws: int) -> Report:
    with Console(stderr=True).status(sample.name) as status:
        return evaluate(sample, status.update, draws)


def _export(sample: Sample, report: Report, folder: Path) -> None:
    terms, made = export(sample, report, folder, today().isoformat())
    Console(stderr=True).print(
        f"Model {terms.hash[:12]} ({terms.kind}): {folder}/{TERMS}, {folder}/{CARD}. {made.why}"
    )
