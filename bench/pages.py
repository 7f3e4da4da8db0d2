"""What a page costs: CPU and wall time, size, queries; national against small, and the page against its own SQL.

`python -m bench.pages` builds both demonstration countries in an embedded PostgreSQL (once: they stay in var/bench),
opens each page in one process as the plain web role, and prints the figures side by side. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from pumpurs.cli.postgres import Cluster

PROJECT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WARM_UP = 5
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Cost:
    """One page in one country. Times in milliseconds, size in KB."""

    page: str
    role: str
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    kb: float
    queries: int
    sql_ms: float
    rows: int


def _database(url: str, name: str) -> str:
    with psycopg.connect(url, autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            owner.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _child(url: str, country: str, repeat: int, rows: dict[str, int] | None = None) -> list[Cost]:
    """What each page costs in one country; with `rows`, no list shows more rows than it names for its page."""
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "PUMPURS_ENV": "test",
        "PUMPURS_NOW": NOW.isoformat(),
        "DJANGO_SETTINGS_MODULE": "pumpurs.settings",
        "PYTHONPATH": f"{PROJECT}/src:{PROJECT}",
    }
    command = [sys.executable, "-m", "bench.pages_run", "--country", country, "--repeat", str(repeat)]
    command += ["--rows", json.dumps(rows or {})]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    return [Cost(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def _said(by_country: dict[str, list[Cost]]) -> Iterator[str]:
    numbers = f"{'CPU ms':>8}{'p50 ms':>8}{'p95 ms':>8}{'KB':>7}{'rows':>6}{'queries':>9}{'page:SQL':>10}"
    yield f"{'page':<14}{'role':<22}{'country':<10}{numbers}"
    for country, costs in by_country.items():
        for cost in costs:
            ratio = cost.p50_ms / cost.sql_ms if cost.sql_ms else 0.0
            yield (
                f"{cost.page:<14}{cost.role:<22}{country:<10}{cost.cpu_ms:>8.1f}{cost.p50_ms:>8.1f}{cost.p95_ms:>8.1f}"
                f"{cost.kb:>7.0f}{cost.rows:>6}{cost.queries:>9}{ratio:>10.1f}"
            )


def _growth(title: str, small: list[Cost], national: list[Cost]) -> Iterator[str]:
    """How much more a page costs in the nation than in the small country."""
    yield f"\n{title}"
    before = {(cost.page, cost.role): cost for cost in small}
    for cost in national:
        if one := before.get((cost.page, cost.role)):
            wall, cpu = cost.p50_ms / one.p50_ms, cost.cpu_ms / one.cpu_ms
            shown = f"{one.rows} and {cost.rows} rows"
            yield f"{cost.page:<14}{cost.role:<22}wall {wall:5.2f}   CPU {cpu:5.2f}   {shown}"


def _named(cost: Cost) -> str:
    return f"{cost.role} {cost.page}"


def main(arguments: list[str] | None = None) -> int:
    """Build what is missing, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument(
        "--countries", nargs="+", default=["small", "national"], choices=["small", "national"]
    )
    options = parser.parse_args(arguments)
    cluster = Cluster(PROJECT / "var" / "bench" / "pg")
    url = cluster.join()
    try:
        at = {country: _database(url, f"bench_{country}") for country in options.countries}
        measured = {country: _child(at[country], country, options.repeat) for country in options.countries}
        said = list(_said(measured))
        if {"small", "national"} <= measured.keys():
            small, national = measured["small"], measured["national"]
            alike = _child(
                at["national"], "national", options.repeat, {_named(one): one.rows for one in small}
            )
            said += _growth("national : small, lists as long as there (goal: at most 1.2)", small, alike)
            said += _growth("national : small, each list as it is (50 rows against few)", small, national)
    finally:
        cluster.leave()
    print("\n".join(said))
    return 0


def timed(act: Callable[[], Any], repeat: int) -> tuple[float, float, float]:
    """(CPU ms, median wall ms, 95th percentile wall ms) of one act, after warming up."""
    for _ in range(WARM_UP):
        act()
    walls, cpu = [], time.process_time()
    for _ in range(repeat):
        start = time.perf_counter()
        act()
        walls.append((time.perf_counter() - start) * 1000)
    cpu_ms = (time.process_time() - cpu) * 1000 / repeat
    return cpu_ms, statistics.median(walls), statistics.quantiles(walls, n=20)[18]


@contextmanager
def recorded(connection: Any) -> Iterator[list[tuple[str, Any]]]:
    """All SQL that runs inside, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


__all__ = ["BACKEND", "NOW", "Cost", "asdict", "recorded", "timed"]

if __name__ == "__main__":
    sys.exit(main())
