"""Where a command finds its database: DATABASE_URL, or the embedded PostgreSQL in the folder `var`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pumpurs.cli.postgres import Cluster
from pumpurs.cli.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[3]


def var_folder() -> Path:
    """The folder of everything that this installation writes."""
    return Path(os.environ.get("PUMPURS_VAR") or PROJECT / "var").absolute()


@contextmanager
def with_database() -> Iterator[None]:
    """Inside, DATABASE_URL names a running PostgreSQL; an embedded one stops with its last user."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    if os.environ.get("PUMPURS_ENV") == "production":
        raise Trouble(
            "DATABASE_URL is not set. In production give the address of your PostgreSQL (17 or newer)."
        )
    cluster = Cluster(var_folder() / "pg")
    try:
        os.environ["DATABASE_URL"] = cluster.join()
        yield
    finally:
        os.environ.pop("DATABASE_URL", None)
        cluster.leave()
