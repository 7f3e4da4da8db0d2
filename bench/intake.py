"""Intake of journals against DuckDB's own copy: a national month of attendance from CSV into the store, in one run.

    python -m bench.intake [--rows 20000000] [--threads 2]

Seeded data: schools of 275 learners with numbers of their own, twenty days of six lessons, Latvian words and dates,
semicolons. The file goes the way of life: received, judged, read, checked, confirmed, written, by the plain web role,
with every learner found in PostgreSQL. Beside it, of the same file, DuckDB copies CSV to one Parquet file by itself.
Each is done in a process of its own; wall and CPU seconds, largest resident memory. The goal is a ratio of at most 2.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.imports import own_database

ROOT = Path(__file__).resolve().parents[1]
LEARNERS, DAYS, LESSONS = 275, 20, 6


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    schools = max(1, round(arguments.rows / (LEARNERS * DAYS * LESSONS)))
    with own_database("intake_run") as run:
        folder = Path(os.environ["PUMPURS_VAR"])
        run.country(schools, LEARNERS)
        path = folder / "attendance.csv"
        run.journal(path, schools, LEARNERS, DAYS, LESSONS)
        size_mb = path.stat().st_size / 1024**2
        print(f"{schools * LEARNERS * DAYS * LESSONS:,} rows of {schools} schools, {size_mb:,.0f} MB")
        copied = _alone("copy", path, arguments.threads)
        taken = _alone("take", path, arguments.threads)
        _told("DuckDB's own copy", copied)
        _told("intake", taken)
        for name, part in taken["parts"].items():
            _told(f"  {name}", part)
        print(
            f"intake : copy      {taken['wall_s'] / copied['wall_s']:7.2f} wall  "
            f"{taken['cpu_s'] / copied['cpu_s']:7.2f} CPU    (goal at most 2)"
        )
        again = _alone("take", path, arguments.threads)
        _told("the same again", again)


def _alone(what: str, path: Path, threads: int) -> dict[str, object]:
    """Do one of both in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.intake_run", what, str(path), str(threads)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def _told(name: str, figures: Mapping[str, object]) -> None:
    peak = f"{figures['peak_mb']:7,.0f} MB" if "peak_mb" in figures else ""
    print(f"{name:18} {figures['wall_s']:7.1f} s wall  {figures['cpu_s']:7.1f} s CPU  {peak}", flush=True)


if __name__ == "__main__":
    main()
