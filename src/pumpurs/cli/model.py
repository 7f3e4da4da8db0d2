"""Loads a statistical model and its card, as `pumpurs evaluate own --export FOLDER` wrote them.

The model is off. A programme manager who has read the card switches it on, at /alerts/models/. The same model again
changes nothing. Exit status 0: it is there.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.db import connection
from rich.console import Console

from pumpurs.analytics.model.terms import NotATable
from pumpurs.cli import prepare
from pumpurs.cli.trouble import Trouble
from pumpurs.jobs.models import NotACard, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the two files are."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="holds model.json and card.json")


def run(args: argparse.Namespace) -> int:
    """Load; 0 if it is there."""
    try:
        terms, card = (
            (args.folder / name).read_text(encoding="utf-8") for name in ("model.json", "card.json")
        )
    except (OSError, UnicodeDecodeError) as fault:
        raise Trouble(f"{args.folder}: model.json and card.json cannot be read: {fault}.") from fault
    prepare.migrate()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {prepare.WEB_ROLE}")
    try:
        version = load(terms, json.loads(card))
    except (NotATable, NotACard, json.JSONDecodeError) as fault:
        raise Trouble(f"{args.folder}: {fault}") from fault
    Console().print(f"Model {version[:12]} is loaded and off; a programme manager may read its card.")
    return 0
