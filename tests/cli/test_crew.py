"""The crew leaves nobody behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pumpurs.cli import crew as crew_module
from pumpurs.cli.crew import Crew, Stop

STUBBORN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "300"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(300)
"""


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def wait_for(path: Path) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.02)
    raise AssertionError(f"{path} was never written")


def test_one_that_does_not_listen_is_ended_with_its_children(
    crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "PATIENCE_SECONDS", 0.3)
    note = tmp_path / "child"
    crew.start("stubborn", sys.executable, "-c", STUBBORN, str(note), env=dict(os.environ))
    child = int(wait_for(note))

    crew.stop()

    time.sleep(0.1)
    assert not is_alive(child)


def test_one_that_ended_by_itself_is_named(crew: Crew) -> None:
    crew.start("worker", "sleep", "300", env={"PATH": os.defpath})
    crew.start("web server", "true", env={"PATH": os.defpath})

    deadline = time.monotonic() + 20
    while crew.fallen() is None and time.monotonic() < deadline:
        time.sleep(0.02)

    assert crew.fallen() == "web server"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_when_we_are_killed_the_crew_ends_too(tmp_path: Path) -> None:
    note = tmp_path / "numbers"
    code = (
        "import os, time; from pathlib import Path; from pumpurs.cli.crew import Crew\n"
        f"crew = Crew(Path({str(tmp_path)!r})); crew.start('a', 'sleep', '300', env=dict(os.environ))\n"
        f"open({str(note)!r}, 'w').write(str(crew._members['a'].pid))\n"
        "time.sleep(300)"
    )
    parent = os.spawnve(
        os.P_NOWAIT, sys.executable, [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": "src"}
    )
    child = int(wait_for(note))

    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    deadline = time.monotonic() + 20
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


def test_only_the_first_wish_to_stop_interrupts() -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        stop = Stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        assert stop.asked

        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            pytest.fail("a second Ctrl-C interrupted the tidying")
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_the_words_of_a_process_go_into_its_log(crew: Crew) -> None:
    crew.start("web server", "sh", "-c", "echo trouble; echo more >&2", env={"PATH": os.defpath})

    assert crew.log_of("web server").name == "web-server.log"
    deadline = time.monotonic() + 20
    while crew.fallen() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert crew.log_of("web server").read_text() == "trouble\nmore\n"
