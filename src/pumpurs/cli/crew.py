"""The crew: the processes that `pumpurs serve` starts, watches and stops, so that none is left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PATIENCE_SECONDS = 15


class Stop:
    """Turns the first Ctrl-C, SIGTERM or hang-up into KeyboardInterrupt; later ones are ignored."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            raise KeyboardInterrupt


class Crew:
    """Processes in groups of their own: the terminal's Ctrl-C reaches only us, and we stop them in order."""

    def __init__(self, logs: Path) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._logs = logs
        self._members: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *command: str, env: dict[str, str]) -> None:
        """Start one process under a name that a person understands; what it says goes into its log."""
        with self.log_of(name).open("ab") as log:
            self._members[name] = subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def log_of(self, name: str) -> Path:
        """Where the words of this process are."""
        return self._logs / f"{name.replace(' ', '-')}.log"

    def fallen(self) -> str | None:
        """The name of a process that has ended by itself, if any."""
        return next((name for name, member in self._members.items() if member.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to end, wait, then end what does not listen, with its children."""
        for member in self._members.values():
            member.terminate()
        for member in self._members.values():
            with suppress(subprocess.TimeoutExpired):
                member.wait(PATIENCE_SECONDS)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(member.pid, signal.SIGKILL)
            member.wait()
        self._members.clear()


def _die_with_parent() -> None:
    if LIBC is not None:
        LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)
