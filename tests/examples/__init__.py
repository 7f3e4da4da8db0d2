"""Signed-off cases as rows."""

from __future__ import annotations

import csv
from pathlib import Path


def cases(name: str) -> list[dict[str, str]]:
    """The lines of one file of cases; the file must hold at least one."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, name
    return rows


def said(case: dict[str, str]) -> str:
    """What a failing case is called."""
    return case["case"]
