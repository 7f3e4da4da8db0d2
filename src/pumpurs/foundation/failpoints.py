"""Failpoints: named places where a tester may have the process killed, to see that nothing is torn.

`PUMPURS_FAILPOINT=<place>:kill` in a demo or test environment; production never listens. `pumpurs failpoints` lists
them.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Failpoint:
    """One place: its name and what has happened just before it."""

    place: str
    about: str


FAILPOINTS: tuple[Failpoint, ...] = (
    Failpoint("demo.before_commit", "the demo country is written, its transaction is still open"),
    Failpoint("seed.before_commit", "the scenario is written, its transaction is still open"),
    Failpoint("roster.staged", "a roster is read, its transaction is still open"),
    Failpoint("roster.planned", "a roster is checked, its transaction is still open"),
    Failpoint("roster.confirmed", "a roster is confirmed, its transaction is still open"),
    Failpoint("roster.undone", "a roster is undone, its transaction is still open"),
    Failpoint("journal.read", "a journal file is read and typed aside, the database knows nothing of it yet"),
    Failpoint("journal.kept", "what the store held before is kept aside, the store is as it was"),
    Failpoint("journal.stored", "the store holds the file, the database does not know it yet"),
    Failpoint(
        "journal.given_back", "the store holds again what was before, the database does not know it yet"
    ),
    Failpoint("scoring.before_commit", "alerts of a night are written, their transaction is still open"),
    Failpoint("batch.drafted", "claims stand in a new batch, its transaction is still open"),
    Failpoint("batch.signing", "the file of a batch is made and hashed, nothing of it is written"),
    Failpoint("batch.signed", "a batch is signed, its transaction is still open"),
    Failpoint("batch.sending", "a batch is about to count as sent, nothing of it is written"),
    Failpoint("payment.booked", "one payment stands in the ledger, its claim does not know yet"),
    Failpoint("payment.booked_back", "a returned payment stands in the ledger, its claim does not know yet"),
    Failpoint("statement.booked", "all lines of a statement are booked, its batches do not know yet"),
    Failpoint("statement.taken", "a statement is taken in, its transaction is still open"),
    Failpoint("recovery.booked", "recovered money stands in the ledger, its claim does not know yet"),
    Failpoint("audit.sealed_not_kept", "a seal is in the database and not yet kept outside"),
)
KILL = "kill"


def reach(place: str) -> None:
    """Say that this place is reached; the process dies here if a tester asked for it. KeyError if it is not listed."""
    if place not in {one.place for one in FAILPOINTS}:
        raise KeyError(f"{place} is not in the list of failpoints")
    if f"{place}:{KILL}" == settings.FAILPOINT:
        os.kill(os.getpid(), signal.SIGKILL)
