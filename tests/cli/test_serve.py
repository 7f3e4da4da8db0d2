"""`pumpurs serve` on a fresh data folder: it serves, keeps its data, and leaves nothing running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pumpurs.cli import main
from pumpurs.cli.postgres import Cluster
from pumpurs.jobs.demo import SIGN_INS

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pumpurs-serve-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, once it has said that it is ready."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUMPURS_ENV"}}
    env |= {"PUMPURS_VAR": str(folder), "PYTHONPATH": str(SOURCE)}
    process = subprocess.Popen(
        [sys.executable, "-m", "pumpurs.cli", "serve", "--port", str(port)],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said = []
        assert process.stdout
        for line in process.stdout:
            said.append(line)
            if "PuMPuRS is ready" in line:
                break
        else:
            pytest.fail("".join(said))
        yield process, "".join(said)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that work for this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            if str(folder).encode() in told and int(entry.name) != os.getpid():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def urls_of(folder: Path) -> set[str]:
    """The address that the server and the worker write into mails."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = dict(
                one.split("=", 1) for one in (entry / "environ").read_text().split("\0") if "=" in one
            )
        except OSError:
            continue
        if told.get("PUMPURS_VAR") == str(folder) and "DATABASE_URL" in told:
            found.add(told.get("PUMPURS_URL", ""))
    return found


def ask(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def test_it_serves_stops_cleanly_and_keeps_its_data(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as (process, said):
        assert [person.email for person in SIGN_INS if person.email not in said] == []
        assert "pumpurs" in ask(port, "/health/live")
        assert str(folder / "mail") in said.replace("\n", "")
        assert urls_of(folder) == {f"http://127.0.0.1:{port}"}
        cluster = Cluster(folder / "pg")
        with psycopg.connect(cluster.join(), autocommit=True) as session:
            session.execute("CREATE TABLE kept AS SELECT 1 AS number")
            web = session.execute(
                "SELECT DISTINCT usename FROM pg_stat_activity "
                "WHERE datname = 'pumpurs' AND pid <> pg_backend_pid()"
            ).fetchall()
        cluster.leave()
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)  # an impatient second Ctrl-C changes nothing
        assert process.wait(60) == 0

    assert web == [("pumpurs_web",)]
    assert processes_of(folder) == []

    with serving(folder, port) as (process, said):
        assert "Building" not in said
        cluster = Cluster(folder / "pg")
        with psycopg.connect(cluster.join()) as session:
            assert session.execute("SELECT number FROM kept").fetchone() == (1,)
        cluster.leave()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert processes_of(folder) == []


def test_secrets_are_readable_by_nobody_else(folder: Path) -> None:
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (folder / "secrets").iterdir()}

    assert modes
    assert set(modes.values()) == {"0o600"}


def test_a_port_in_use_is_told_with_another_one(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        status = main(["serve", "--port", str(port)])

    assert status == 2
    assert f"Port {port} is not free" in capsys.readouterr().err
    assert "Traceback" not in capsys.readouterr().err
