"""The embedded PostgreSQL: kept data, shared use, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pumpurs.cli.postgres import Cluster
from pumpurs.cli.trouble import Trouble


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pumpurs cli test ") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    cluster = Cluster(folder / "pg", quick=True)
    yield cluster
    cluster.leave()


def server_number(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def test_data_are_kept_from_one_start_to_the_next(cluster: Cluster) -> None:
    with psycopg.connect(cluster.join(), autocommit=True) as session:
        session.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 'Madona' AS name")
    cluster.leave()

    with psycopg.connect(cluster.join()) as session:
        found = session.execute("SELECT name FROM kept").fetchone()

    assert found == ("Madona",)


def test_the_server_stops_only_when_the_last_user_leaves(cluster: Cluster, folder: Path) -> None:
    url = cluster.join()
    second = Cluster(folder / "pg", quick=True)
    assert second.join() == url

    second.leave()

    psycopg.connect(url).close()
    cluster.leave()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)


def test_a_server_left_by_a_killed_process_is_stopped_by_the_next(cluster: Cluster) -> None:
    url = cluster.join()
    assert cluster._in_use is not None
    cluster._in_use.close()  # what the system does when a process is killed
    cluster._in_use = None

    assert cluster.stop_if_unused()

    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)


def test_a_note_of_a_dead_server_does_not_hinder_the_start(cluster: Cluster) -> None:
    cluster.join()
    cluster.leave()
    user = cluster.place.user.pw_uid if cluster.place.user else None
    someone = subprocess.Popen(
        ["sleep", "60"], user=user
    )  # of the same user, as after a restart of the machine
    note = cluster.data / "postmaster.pid"
    note.write_text(f"{someone.pid}\n{cluster.data}\n0\n1\n\n\n\nready\n")

    try:
        psycopg.connect(cluster.join()).close()
    finally:
        someone.kill()
        someone.wait()


def test_data_of_another_version_are_refused_in_words(cluster: Cluster) -> None:
    cluster.leave()
    kept = (cluster.data / "PG_VERSION").read_text()
    (cluster.data / "PG_VERSION").write_text("16\n")

    try:
        with pytest.raises(Trouble, match="written by PostgreSQL 16"):
            cluster.join()
    finally:
        (cluster.data / "PG_VERSION").write_text(kept)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to give PostgreSQL to another user")
def test_for_root_another_user_runs_the_server(cluster: Cluster) -> None:
    cluster.join()

    assert Path(f"/proc/{server_number(cluster)}").stat().st_uid != 0
