"""The list of subcommands. A new one is a line here and a module with `add_arguments` and `run`.

`add_arguments(parser: ArgumentParser) -> None`; `run(args: Namespace) -> int` answers the exit status and
raises `Trouble` or `Refused` for what the person can mend. The docstring is the description in `--help`.
A module is imported only when its command is called: then Django is set up and, with `database=True`, the
database is there (DATABASE_URL, or the embedded PostgreSQL), so it imports what it needs at its top.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One subcommand: its name, one line of help, its module, and whether it works on the database."""

    name: str
    help: str
    module: str
    database: bool = True


COMMANDS = (
    Command("serve", "start PuMPuRS on this machine", "pumpurs.cli.serve", database=False),
    Command("demo", "build the demonstration country", "pumpurs.cli.demo"),
    Command("import", "take in a roster or a journal", "pumpurs.cli.imports"),
    Command("score", "let the early-warning rules go over the journals", "pumpurs.cli.score"),
    Command("audit", "prove that the audit trail is whole", "pumpurs.cli.audit"),
    Command("reconcile", "prove every sum of money and hours", "pumpurs.cli.reconcile"),
    Command(
        "evaluate", "judge the statistical model on real learners", "pumpurs.cli.evaluate", database=False
    ),
    Command("model", "load a statistical model with its card", "pumpurs.cli.model"),
    Command("check", "tell whether this installation is in order", "pumpurs.cli.check"),
    Command("doors", "write the list of pages and who may enter", "pumpurs.cli.doors", database=False),
    Command("seed", "put one case into an empty database", "pumpurs.cli.seed"),
    Command(
        "failpoints",
        "list the places where a tester may have a process killed",
        "pumpurs.cli.failpoints",
        database=False,
    ),
)


def offered() -> tuple[Command, ...]:
    """The commands whose module is there."""
    return tuple(command for command in COMMANDS if importlib.util.find_spec(command.module) is not None)
