"""Puts a scenario (JSON) into an empty database: all or nothing. See docs/operations/auditors_and_testers.md."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from pumpurs.cli import prepare
from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.clock import now
from pumpurs.jobs.demo import is_empty
from pumpurs.jobs.scenario import Scenario
from pumpurs.jobs.seed import sow
from pumpurs.jobs.typed_json import Wrong, schema

MOST_FAULTS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The scenario, and leave to add to what is there."""
    parser.add_argument("scenario", type=Path, nargs="?", metavar="SCENARIO.json", help="the scenario")
    parser.add_argument("--add", action="store_true", help="add to a database that is not empty")
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON schema of a scenario and do nothing else"
    )


def run(args: argparse.Namespace) -> int:
    """Sow it and print which identifier every key got, as JSON."""
    if args.schema:
        print(schema_text(), end="")
        return 0
    if settings.PRODUCTION:
        raise Trouble("PUMPURS_ENV is production: no scenario is sown here.")
    if args.scenario is None:
        raise Trouble("No scenario given: `pumpurs seed SCENARIO.json`; its shape: `pumpurs seed --schema`.")
    document = _document(args.scenario)
    prepare.migrate()
    if not args.add and not is_empty():
        raise Trouble("The database is not empty. To add the scenario to what is there, say --add.")
    try:
        ids = sow(document, now=now())
    except Wrong as wrong:
        told = "\n         ".join(wrong.faults[:MOST_FAULTS])
        more = len(wrong.faults) - MOST_FAULTS
        raise Trouble(f"{told}\n         and {more} faults more" if more > 0 else told) from wrong
    print(json.dumps(ids, ensure_ascii=False, indent=2))
    return 0


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(Scenario, "PuMPuRS scenario"), ensure_ascii=False, indent=2) + "\n"


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Trouble(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Trouble(f"{path} cannot be read as UTF-8 text: {fault}.") from None
    except json.JSONDecodeError as fault:
        raise Trouble(f"{path}, line {fault.lineno}, column {fault.colno}: {fault.msg}.") from None
    except RecursionError:
        raise Trouble(f"{path} is nested too deeply to be a scenario.") from None
