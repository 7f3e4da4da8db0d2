"""The command line: `pumpurs serve`, `pumpurs demo`, `pumpurs import`, `pumpurs check` and more.

Exit status: 0 done; 1 a fault of ours, told in a sentence with the log's path; 2 something the person can
mend, told in a sentence with the fix; 130 interrupted.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from types import ModuleType

import django
import psycopg
from django.db import OperationalError
from django.utils.translation import override

from pumpurs.cli.database import var_folder, with_database
from pumpurs.cli.registry import Command, offered
from pumpurs.cli.trouble import Trouble
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.words import in_words

UNREACHABLE = (OperationalError, psycopg.OperationalError)
DONE, FAULT, MENDABLE, INTERRUPTED = 0, 1, 2, 130
NEEDS_NO_DJANGO = {"serve"}  # it sets Django up itself, after the database has started


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status. Never a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        command = _chosen(given)
        with ExitStack() as stack:
            asks_help = bool({"-h", "--help"} & set(given))
            if command.database and not asks_help:
                stack.enter_context(with_database())
            module = _loaded(command)
            parser = argparse.ArgumentParser(prog=f"pumpurs {command.name}", description=module.__doc__)
            module.add_arguments(parser)
            return int(module.run(parser.parse_args(given[1:])))
    except (Trouble, Refused, PermissionError, *UNREACHABLE) as problem:
        print(f"pumpurs: {_sentence(problem)}", file=sys.stderr)
        return MENDABLE
    except KeyboardInterrupt:
        print("pumpurs: stopped.", file=sys.stderr)
        return INTERRUPTED
    except Exception as fault:
        print(f"pumpurs: this is a fault of ours ({type(fault).__name__}). {_logged()}", file=sys.stderr)
        return FAULT


def _chosen(given: list[str]) -> Command:
    commands = offered()
    parser = argparse.ArgumentParser(
        prog="pumpurs", description="PuMPuRS: support before a learner leaves school."
    )
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        choices.add_parser(command.name, help=command.help, add_help=False)
    known, _ = parser.parse_known_args(given[:1])
    return next(command for command in commands if command.name == known.command)


def _loaded(command: Command) -> ModuleType:
    if command.name not in NEEDS_NO_DJANGO:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pumpurs.settings")
        django.setup()
    return import_module(command.module)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, Refused):
        with override("en"):
            return "\n         ".join(_reason(reason) for reason in problem.reasons)
    if isinstance(problem, UNREACHABLE):
        first_line = str(problem).strip().splitlines()[0] if str(problem).strip() else "no answer"
        return f"The database cannot be reached or used: {first_line}. Check DATABASE_URL."
    if isinstance(problem, PermissionError):
        return f"No permission for {problem.filename}. Start as its owner, or set PUMPURS_VAR to a folder of your own."
    return str(problem)


def _reason(reason: Reason) -> str:
    return f"{reason.place}: {in_words(reason)}" if reason.place else in_words(reason)


def _logged() -> str:
    """Write the fault being handled into the log; a sentence that says where it is."""
    path = var_folder() / "log" / "pumpurs.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        log = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return "It could not be logged: the folder is not writable. Set PUMPURS_VAR to a folder of your own."
    log.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("pumpurs.cli")
    logger.propagate = False
    logger.addHandler(log)
    logger.exception("pumpurs %s", " ".join(sys.argv[1:2]))
    logger.removeHandler(log)
    log.close()
    return f"Details are in {path}."
