"""Resolves pyproject.toml into requirements/*.txt with hashes, for every platform and Python from 3.11 on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).parent / "uv"
INSTALLER = "uv>=0.13,<0.14"
COMMON = (
    "--universal",
    "--generate-hashes",
    "--python-version",
    "3.11",
    "--no-header",
    "--upgrade",
    "--quiet",
)


def compile_lock(name: str, *source: str, given: str | None = None) -> None:
    """Write requirements/<name>.txt; no address of any package index goes into it."""
    command = [str(UV), "pip", "compile", *COMMON, "--no-emit-index-url", *source]
    command += ["-o", f"requirements/{name}.txt"]
    subprocess.run(command, cwd=ROOT, check=True, input=given, text=True)


if __name__ == "__main__":
    compile_lock("base", "pyproject.toml")
    compile_lock("dev", "pyproject.toml", "--group", "dev", "--extra", "spark", "--extra", "model")
    compile_lock("installer", "-", given=INSTALLER)
