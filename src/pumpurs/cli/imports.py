"""Takes in a roster: OneRoster 1.1 or 1.2 (a zip or a folder), or a plain CSV or XLSX list; or a journal.

With --dry-run it only tells what would be added, changed and left, and which rows cannot be taken. Without, it also
does it: wholly, or not at all. Exit status 0: done; 2: refused, with the reason.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from pumpurs.cli import import_journal, prepare
from pumpurs.cli.progress import progress
from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive, turn_away
from pumpurs.programme.learners.queries.roster_places import ImportPlace, import_place
from pumpurs.programme.learners.queries.rosters import RosterCard, one_roster, rejections_of
from pumpurs.values.reasons import Refused
from pumpurs.web.words import in_words

DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take in, for whom, and whether only to try."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    journal = kinds.add_parser("journal", help="attendance, marks, notes or lessons held")
    import_journal.add_arguments(journal)
    _add_place(journal)
    roster = kinds.add_parser("roster", help="learners, classes and enrolments")
    roster.add_argument("path", type=Path, metavar="PATH", help="a zip, a folder, a CSV or an XLSX")
    _add_place(roster)


def _add_place(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--dry-run", action="store_true", help="only tell what it would change")
    kind.add_argument("--as", dest="email", default="", metavar="EMAIL", help="as the person who signs in so")
    kind.add_argument(
        "--place",
        default="",
        metavar="NAME",
        help="code or name of the institution, or name of the municipality",
    )


def run(args: argparse.Namespace) -> int:
    """Take it in; 0 if done or nothing stands against it, 2 if rows cannot be taken."""
    prepare.migrate()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {prepare.WEB_ROLE}")
    with looking_as(job_viewer("import")):
        place = import_place(email=args.email, place=args.place, today=localdate(now()))
    if args.kind == "journal":
        return import_journal.take(args.path, place, what=args.what, dry_run=args.dry_run)
    return _tried(args.path, place) if args.dry_run else _taken(args.path, place)


def _tried(path: Path, place: ImportPlace) -> int:
    """Check in a transaction that is rolled back: not even the attempt is written."""
    with looking_as(place.viewer):
        roster_id = _received(path, place)
        _checked(roster_id, path, place)
        card = one_roster(viewer=place.viewer, roster_id=roster_id)
        _tell(card, place, done=False)
        transaction.set_rollback(True)
    return REFUSED if card.rejected else DONE


def _taken(path: Path, place: ImportPlace) -> int:
    with looking_as(place.viewer):
        roster_id = _received(path, place)
    try:
        with looking_as(place.viewer):
            _checked(roster_id, path, place)
            card = one_roster(viewer=place.viewer, roster_id=roster_id)
            if card.rejected:
                _tell(card, place, done=False)
        with looking_as(place.viewer):
            confirm(roster_id=roster_id, viewer=place.viewer, now=now())
    except Refused as refusal:
        with looking_as(place.viewer):
            turn_away(roster_id=roster_id, reasons=refusal.reasons, viewer=place.viewer, now=now())
        raise
    with looking_as(place.viewer):
        _tell(one_roster(viewer=place.viewer, roster_id=roster_id), place, done=True)
    return DONE


def _received(path: Path, place: ImportPlace) -> UUID:
    return receive(
        file_name=path.name,
        viewer=place.viewer,
        now=now(),
        institution_id=place.institution_id,
        partner_id=place.partner_id,
    )


def _checked(roster_id: UUID, path: Path, place: ImportPlace) -> None:
    with progress("Reading the roster") as report:
        check(
            roster_id=roster_id,
            path=path,
            viewer=place.viewer,
            now=now(),
            tell=lambda rows: report(rows, rows),
        )


def _tell(card: RosterCard, place: ImportPlace, *, done: bool) -> None:
    console = Console()
    said = ("added", "changed", "left") if done else ("to add", "to change", "to leave")
    table = Table(
        title=f"{card.file_name}: {place.name or 'all institutions'}", title_justify="left", show_header=False
    )
    counted = {
        "rows read": card.rows,
        said[0]: card.added,
        said[1]: card.changed,
        said[2]: card.leaving,
        "as before": card.unchanged,
        "without a grade, left out": card.outside,
        "rows that cannot be taken": card.rejected,
    }
    for heading, count in counted.items():
        table.add_row(heading, f"{count:,}")
    console.print(table)
    if card.rejected:
        with override("en"):
            for one in rejections_of(viewer=place.viewer, roster_id=card.id).items:
                print(
                    f"{one.file}, row {one.row}, column {one.column}, “{one.value}”: {in_words(one.reason)}",
                    file=sys.stderr,
                )
