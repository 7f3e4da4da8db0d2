"""Takes in a journal file: attendance, marks, notes or lessons held, as CSV, XLSX, Parquet, JSON lines or OneRoster.

With --dry-run it only tells what the file holds and which rows cannot be taken. Without, it also replaces the file's
months of its schools, whole. Exit status 0: done; 2: refused, with the reason.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from pumpurs.cli.progress import progress
from pumpurs.foundation.clock import now
from pumpurs.foundation.intake.refusals import refused
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.places import forget
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm, receive
from pumpurs.programme.alerts.queries.journals import BatchCard, months_of, one_batch, rejections_of
from pumpurs.programme.alerts.rules.journals import What, what_by_name
from pumpurs.programme.learners.queries.roster_places import ImportPlace
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.words import in_words

DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take in."""
    parser.add_argument(
        "path", type=Path, metavar="PATH", help="a CSV, XLSX, Parquet, JSON lines or OneRoster zip"
    )
    parser.add_argument(
        "--what",
        choices=[one.value for one in What],
        default="",
        help="what it holds, if its name does not tell",
    )


def take(path: Path, place: ImportPlace, *, what: str, dry_run: bool) -> int:
    """Take it in, or only tell; 0 if nothing stands against it, 2 if it is refused."""
    if not path.exists():
        raise refused("not_there", file=path.name)
    wanted = what or what_by_name(path.name)
    if not wanted:
        raise Refused(Reason("journal.receive.kind_not_told", {"file": path.name}, place="--what"))
    return _tried(path, place, str(wanted)) if dry_run else _taken(path, place, str(wanted))


def _tried(path: Path, place: ImportPlace, what: str) -> int:
    """Everything happens in a transaction that is rolled back; the store is not touched."""
    with transaction.atomic():
        batch_id = _checked(path, place, what)
        try:
            card = _tell(batch_id, place, done=False)
        finally:
            forget(batch_id)
        transaction.set_rollback(True)
    return DONE if card.state == "checked" else REFUSED


def _taken(path: Path, place: ImportPlace, what: str) -> int:
    batch_id = _checked(path, place, what)
    with looking_as(place.viewer):
        card = one_batch(viewer=place.viewer, batch_id=batch_id)
    if card.state == "checked":
        with looking_as(place.viewer):
            confirm(batch_id=batch_id, viewer=place.viewer, now=now())
        with progress("Writing the months"):
            write_confirmed(now=now())
    card = _tell(batch_id, place, done=True)
    return DONE if card.state == "taken" else REFUSED


def _checked(path: Path, place: ImportPlace, what: str) -> UUID:
    with looking_as(place.viewer):
        batch_id = receive(
            file_name=path.name, what=what, way="command", viewer=place.viewer, now=now(),
            institution_id=place.institution_id, partner_id=place.partner_id,
        )  # fmt: skip
    with progress("Reading the journal"):
        take_in(batch_id=batch_id, path=path)
    return batch_id


def _at_the_shell(reason: Reason, file_name: str) -> Reason:
    """Nobody is asked what the columns mean here, but the school can be named."""
    if reason.code != "journal.mapping.no_institution":
        return reason
    return Reason("journal.mapping.no_place", {"file": file_name}, place="--place")


def _tell(batch_id: UUID, place: ImportPlace, *, done: bool) -> BatchCard:
    with looking_as(place.viewer):
        card = one_batch(viewer=place.viewer, batch_id=batch_id)
        months = months_of(viewer=place.viewer, batch_id=batch_id)
        rejections = rejections_of(viewer=place.viewer, batch_id=batch_id).items
    if card.state == "refused":
        raise Refused(*(_at_the_shell(one, card.file_name) for one in card.reasons))
    table = Table(
        title=f"{card.file_name}: {place.name or 'all institutions'}", title_justify="left", show_header=False
    )
    table.add_row("rows read", f"{card.rows:,}")
    table.add_row("taken" if done else "to take", f"{card.accepted:,}")
    table.add_row("rows that cannot be taken", f"{card.rejected:,}")
    for month in months.items:
        table.add_row(f"{month.place}, {month.month:%Y-%m}", f"{month.rows_before:,} → {month.rows:,}")
    if months.more:
        table.add_row("…", "")
    Console().print(table)
    with override("en"):
        for one in rejections:
            print(
                f"row {one.row}, column {one.column}, “{one.value}”: {in_words(one.reason)}", file=sys.stderr
            )
    return card
