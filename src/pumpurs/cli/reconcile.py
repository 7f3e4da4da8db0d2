"""Proves that every sum of the money and of the hours is the sum of its records, to the cent.

Ledger, claims and payments; sheets and packages; packages and statements; statements and payment claims. The result is
kept and shown on the programme manager's desk. Exit status 0: all sums are equal; 1: some differ, each with its place.
"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from pumpurs.cli import prepare
from pumpurs.jobs.accounting import reconcile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: everything is proven."""


def run(_args: argparse.Namespace) -> int:
    """Prove; 0 if no sum differs."""
    prepare.migrate()
    proof = reconcile()
    console = Console()
    if not proof.differences:
        console.print(f"All {proof.compared:,} sums are equal.")
        return 0
    table = Table(
        "Where", "What", "Written down", "Worked out", title="Sums that differ", title_justify="left"
    )
    for one in proof.differences:
        table.add_row(one.place, one.what, one.written, one.found)
    console.print(table)
    console.print(f"{len(proof.differences):,} of {proof.compared:,} sums differ.")
    return 1
