#!/usr/bin/env python3
"""Makes the environment in .venv from the hashed lock file. Standard library only.

    python3 tools/bootstrap.py base    what running needs
    python3 tools/bootstrap.py dev     and what testing and checking need, Chromium included

A second call finds everything in place and is quick. Nothing outside the project is changed, except that a
missing system package (python3-venv, chromium, libatomic1) is installed where we may; otherwise one line says
how to get it.
"""

from __future__ import annotations

import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LIBATOMIC = (
    "/usr/lib/*/libatomic.so.1",
    "/lib/*/libatomic.so.1",
    "/usr/lib64/libatomic.so.1",
    "/usr/lib/libatomic.so.1",
)
COMMAND = '#!/bin/sh\nexec "$(dirname "$0")/python" -m pumpurs.cli "$@"\n'
BEGUN = time.monotonic()


def main(kind: str) -> None:
    """Make sure of everything for `kind`, base or dev."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Python 3.11 or newer is needed, this is {have}. Try: make PYTHON=python3.12 {kind_target(kind)}"
        )
    if not is_ready(kind):
        make_environment()
        install(kind)
        put_project_on_path()
        mark_ready(kind)
        say("environment ready")
    if kind == "dev":
        make_sure_of_browser()
    subprocess.run([str(PYTHON), str(ROOT / "tools" / "texts.py"), "--compile"], check=True)


def kind_target(kind: str) -> str:
    """The make target a person was most likely after."""
    return "run" if kind == "base" else "test"


def is_ready(kind: str) -> bool:
    """Whether what is locked for `kind` is installed, for this folder and by this Python."""
    wider = {"base": ("base", "dev"), "dev": ("dev",)}[kind]
    marks = [VENV / f".ready-{name}" for name in wider]
    return PYTHON.exists() and any(
        mark.exists() and mark.read_text() == fingerprint(mark.name.removeprefix(".ready-")) for mark in marks
    )


def fingerprint(kind: str) -> str:
    """Changes when the lock file, the folder, the Python or this script changes."""
    digest = hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return digest.hexdigest()


def mark_ready(kind: str) -> None:
    """Remember what is installed; installing base into a dev environment keeps it a dev environment."""
    (VENV / f".ready-{kind}").write_text(fingerprint(kind))


def make_environment() -> None:
    """Make .venv unless a working one of this Python is there."""
    if PYTHON.exists() and environment_version() == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return
    shutil.rmtree(VENV, ignore_errors=True)
    say("making .venv")
    uv = shutil.which("uv")
    if uv:
        run(uv, "venv", "--quiet", "--python", sys.executable, VENV)
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        system_packages("python3-venv", why="The Python of this machine comes without its venv module")
        importlib.invalidate_caches()
    run(sys.executable, "-m", "venv", VENV)


def environment_version() -> str:
    """The version of the Python in .venv, or nothing if it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    asked = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def install(kind: str) -> None:
    """Install exactly what the lock file names, each file proven by its hash."""
    lock = ROOT / "requirements" / f"{kind}.txt"
    uv: Path | str | None = shutil.which("uv")
    if uv is None:
        uv = VENV / "bin" / "uv"
        say("installing the installer")
        pip = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes")
        run(*pip, "-r", ROOT / "requirements" / "installer.txt")
    say(f"installing requirements/{lock.name}")
    run(uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", lock)


def put_project_on_path() -> None:
    """Make `import pumpurs` and the command `pumpurs` work in .venv, straight from the source."""
    site = next((VENV / "lib").glob("python3.*")) / "site-packages"
    (site / "pumpurs.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "pumpurs"
    command.write_text(COMMAND)
    command.chmod(0o755)


def make_sure_of_browser() -> None:
    """The browser stories need Chromium, and Playwright's own program needs libatomic."""
    missing = []
    if not os.environ.get("PUMPURS_CHROMIUM") and not any(map(shutil.which, CHROMIUM)):
        missing.append("chromium")
    if sys.platform == "linux" and not any(map(glob.glob, LIBATOMIC)):
        missing.append("libatomic1")
    if missing:
        system_packages(*missing, why="The browser tests need Chromium")


def system_packages(*names: str, why: str) -> None:
    """Install packages of the system where we may; else end with the line that a person may type."""
    hint = f"{why}. Type:  sudo apt-get install -y --no-install-recommends {' '.join(names)}"
    apt = shutil.which("apt-get")
    before = may_install()
    if apt is None or before is None:
        sys.exit(hint)
    say(f"apt-get install {' '.join(names)}")
    quiet = {"stdout": subprocess.DEVNULL, "env": dict(os.environ, DEBIAN_FRONTEND="noninteractive")}
    try:
        run(*before, apt, "update", "-q", **quiet)
        run(*before, apt, "install", "-y", "-q", "--no-install-recommends", *names, **quiet)
    except subprocess.CalledProcessError:
        sys.exit(hint)


def may_install() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it asks nothing; None if we may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def run(*command: object, **options: object) -> None:
    """Run a program; it must succeed."""
    subprocess.run([str(part) for part in command], check=True, **options)  # type: ignore[call-overload]


def say(sentence: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - BEGUN:5.1f} s] {sentence}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "base")
    except subprocess.CalledProcessError as failed:
        program = Path(str(failed.cmd[0])).name
        sys.exit(
            f"{program} ended with {failed.returncode}; its last words are above. Is the network reachable?"
        )
    except KeyboardInterrupt:
        sys.exit(130)
