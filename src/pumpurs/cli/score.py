"""Lets the early-warning rules go over the store of journals, as of the evening of a day, and writes the alerts.

The same day again changes nothing. A run that was stopped is undone first; folds of closed weeks are kept, so that it
goes on where it was. With --full every fold is made anew. Exit status 0: done.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from rich.console import Console
from rich.table import Table

from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.store import Store
from pumpurs.cli import prepare
from pumpurs.cli.progress import progress
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import today
from pumpurs.jobs.scoring import DUCK, score

SPARK = "spark"


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
    table = Table(
        title=f"As of {as_of}, rules {result.rules_version}", title_justify="left", show_header=False
    )
    table.add_row("learners", f"{result.learners:,}")
    for rule, hits in sorted(result.hits_by_rule.items()):
        table.add_row(rule, f"{hits:,}")
    for what, count in sorted(counts.items()):
        table.add_row(f"alerts: {what}", f"{count:,}")
    Console().print(table)
    return 0
