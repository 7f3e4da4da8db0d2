"""Roster import against COPY: rows per second, and the ratio to PostgreSQL's COPY of the same rows, in one run.

    python -m bench.imports [--learners 100000] [--schools 200]

A seeded OneRoster 1.1 zip is received, checked and confirmed by the verbs of life, as the plain web role.
Beside it, in the same database and run, the rows that came of it (classes, learners, identifiers, enrolments) are
copied out and put back with COPY into the same tables, with their indexes and constraints, by the owner. The goal is
a ratio of at most 3. Memory is the largest resident set of this process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

import django  # noqa: E402

from pumpurs.cli.postgres import Cluster  # noqa: E402


@contextmanager
def own_database(part: str) -> Iterator[ModuleType]:
    """A database for this run alone, with the guarantees of production (fsync on).

    Yields `part`, the module of this folder that works in it: Django's models can be imported only from then on.
    """
    folder = Path(tempfile.mkdtemp(prefix="pumpurs-bench-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "pg")
    os.environ.update(
        DATABASE_URL=cluster.join(), DJANGO_SETTINGS_MODULE="pumpurs.settings", PUMPURS_VAR=str(folder)
    )
    try:
        django.setup()
        yield import_module(f"bench.{part}")
    finally:
        cluster.leave()
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=100_000)
    parser.add_argument("--schools", type=int, default=200)
    arguments = parser.parse_args()
    with own_database("imports_run") as run:
        run.measure(arguments.learners, arguments.schools)


if __name__ == "__main__":
    main()
