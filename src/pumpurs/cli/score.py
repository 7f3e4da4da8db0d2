"""Lets the early-warning rules go over the store of journals, as of the evening of a day, and writes the alerts.

The same day again changes nothing, a day that has not come is refused, and an evening before one that was gone over
already is only counted: the later evening's alerts stay. A run that was stopped is undone first; folds of closed weeks
are kept, so that it goes on where it was. With --full every fold is made anew. Exit status 0: done.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from rich.console import Console
from rich.table import Table

from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.scoring import Result
from pumpurs.analytics.store import Store
from pumpurs.cli import prepare
from pumpurs.cli.progress import progress
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import today
from pumpurs.jobs.scoring import DUCK, held_by, score
from pumpurs.rulebook import early_warning_rules

SPARK = "spark"
BECAME = {
    "raise": "new",
    "again": "back on the list: new signs, or worse",
    "merge": "open already: with the facts of this evening",
    "keep": "acted on, set aside or silent: left as they are",
    "silent": "silent: a plan answers them",
    "closed": "closed: nothing is found any more",
    "released": "put on people's lists from their queues",
    "notices": "notices to a municipality prepared",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As of which evening, on which engine, and whether everything is computed anew."""
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        default=None,
        metavar="DATE",
        help="the evening (default: yesterday)",
    )
    parser.add_argument("--engine", choices=(DUCK, SPARK), default=DUCK, help="where it is computed")
    parser.add_argument(
        "--master",
        default=settings.SPARK_MASTER,
        metavar="ADDRESS",
        help="where Spark runs: spark://host:7077, local[4] (default: PUMPURS_SPARK_MASTER, else this machine)",
    )
    parser.add_argument("--full", action="store_true", help="make every fold of closed weeks again")


def run(args: argparse.Namespace) -> int:
    """Score; 0 if done."""
    prepare.migrate()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {prepare.WEB_ROLE}")
    as_of = args.as_of or today() - timedelta(days=1)
    try:
        with progress("Scoring") as report:
            result, counts = score(
                store=Store(settings.STORE), as_of=as_of, engine=args.engine,
                master=args.master if args.engine == SPARK else "", full=args.full,
                tell=lambda done, total, _what: report(done, total),
            )  # fmt: skip
    except StoreError as fault:
        raise Trouble(str(fault)) from fault
    later = held_by(as_of)
    console = Console()
    console.print(_found(as_of, result))
    if later is None:
        console.print(_became(counts))
    else:
        console.print(
            f"No alert was written: the evening of {later} was gone over already, and its alerts stay as they are. "
            f"To bring alerts up to date, name that evening or a later one."
        )
    return 0


def _found(as_of: date, result: Result) -> Table:
    table = Table("Rule", "Learners", title=f"What the rules found as of {as_of}", title_justify="left")
    table.caption, table.caption_justify = (
        f"{result.learners:,} learners, rules {result.rules_version}",
        "left",
    )
    for key, hits in sorted(result.hits_by_rule.items()):
        table.add_row(early_warning_rules.rule(key).name.en, f"{hits:,}")
    return table


def _became(counts: Mapping[str, int]) -> Table:
    table = Table("What became of it", "", title="Alerts", title_justify="left")
    for what, words in BECAME.items():
        table.add_row(words, f"{counts.get(what, 0):,}")
    return table
