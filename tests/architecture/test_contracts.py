"""The import contracts hold, and each of them catches a line that breaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PLANTED = {
    "Floors": ("values/reasons.py", "import pumpurs.rulebook.calendar"),
    "Rooms": ("programme/partners/rules.py", "import pumpurs.programme.plans.rules"),
    "Furniture": ("programme/plans/rules.py", "import pumpurs.programme.plans.models"),
    "Pages, jobs and commands": (
        "web/pages/desk/home/page.py",
        "import pumpurs.programme.plans.lifecycle",
    ),
    "Figures know nothing": ("analytics/__init__.py", "import django"),
    "Records know nothing": ("programme/plans/rules.py", "import duckdb"),
    "Engines alone": ("analytics/intake/meaning.py", "import duckdb"),
    "Scoring needs no learning library": ("analytics/model/drift.py", "import sklearn"),
    "Law is plain Python": ("rulebook/calendar.py", "import django"),
    "The clock is an argument": ("programme/plans/rules.py", "import pumpurs.foundation.clock"),
    "Pages never touch tables": ("web/pages/desk/home/page.py", "import pumpurs.programme.plans.models"),
}
UNLISTED = {"Floors": "cellar.py", "Rooms": "programme/attic.py", "Furniture": "programme/plans/utils.py"}
WIDE = "200"  # columns: the name of a contract and its verdict stand in one line


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports over a copy of the house."""
    program = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": WIDE}
    command = [str(program), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source and of the contracts."""
    folder = tmp_path_factory.mktemp("house")
    only_python = shutil.ignore_patterns("static", "__pycache__", "*.html", "*.css", "*.toml", "*.po")
    shutil.copytree(PROJECT / "src", folder / "src", ignore=only_python)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def test_the_house_keeps_its_contracts(house: Path) -> None:
    done = lint(house)

    assert done.returncode == 0, done.stdout


def broken_by(line: str, place: str, house: Path) -> tuple[list[str], str]:
    """Names of the contracts that a line breaks at this place, and all that was said."""
    file = house / "src" / "pumpurs" / place
    before = file.read_text() if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n")

    done = lint(house)

    if before is None:
        file.unlink()
    else:
        file.write_text(before)
    verdicts = [row.rpartition(" BROKEN") for row in done.stdout.splitlines()]
    return [name for name, broken, _ in verdicts if broken], done.stdout + done.stderr


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_line_breaks_its_own_contract(contract: str, house: Path) -> None:
    place, line = PLANTED[contract]

    broken, told = broken_by(line, place, house)

    assert any(name.startswith(contract) for name in broken), told


@pytest.mark.parametrize("contract", UNLISTED)
def test_what_stands_in_no_layer_breaks_the_contract_of_its_container(contract: str, house: Path) -> None:
    broken, told = broken_by('"""Without a place in the house."""', UNLISTED[contract], house)

    assert contract in [name.partition(":")[0] for name in broken]
    assert "not listed as layers" in told


def test_every_contract_has_a_planted_line() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

    unplanted = [
        one["name"] for one in contracts if not any(one["name"].startswith(start) for start in PLANTED)
    ]

    assert unplanted == []
