"""Gives the whole test run one PostgreSQL, before Django reads its settings.

With DATABASE_URL that server is used. Otherwise an embedded one starts, quick and without guarantees, in a
folder that goes away at the end; the workers of pytest-xdist share it, each with a database of its own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
for folder in (PROJECT, PROJECT / "src"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from pumpurs.cli.postgres import Cluster  # noqa: E402

os.environ["PUMPURS_ENV"] = "test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # Playwright's own loop runs in the thread that asks the database
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pumpurs.settings")


FOLDERS = "pumpurs-test-"


def _sweep() -> None:
    """Stop the servers of test runs that were killed, and forget their data."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*"):
        if os.access(folder, os.W_OK) and (folder / "pg" / "in_use").exists():
            left = Cluster(folder / "pg")
            if left.stop_if_unused():
                _forget(left, folder)


def _forget(cluster: Cluster, folder: Path) -> None:
    shutil.rmtree(cluster.home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _end(cluster: Cluster, folder: Path) -> None:
    cluster.leave()
    _forget(cluster, folder)


def _begin() -> str:
    """Start the embedded server in a new folder that PostgreSQL's user can reach; its address."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=FOLDERS))
    folder.chmod(0o711)
    cluster = Cluster(folder / "pg", quick=True)
    atexit.register(_end, cluster, folder)
    return cluster.join()


if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = _begin()
