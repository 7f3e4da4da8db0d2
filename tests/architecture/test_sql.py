"""Figures are Ibis expressions: SQL by hand stands in the engines alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import house

ENGINES = "engines"
STATEMENT = re.compile(
    r"\b(SELECT\s.+\bFROM\b|COPY\s*\(|CREATE\s.*\b(VIEW|TABLE)\b|read_parquet\()", re.DOTALL
)


def statements(text: str) -> list[int]:
    """Lines with a text that is SQL; documentation may speak of it."""
    tree = ast.parse(text)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and STATEMENT.search(node.value)
    ]


def test_no_sql_is_written_outside_the_engines() -> None:
    files = [
        path for path in house.files(".py", under=house.SOURCE / "analytics") if ENGINES not in path.parts
    ]
    assert len(files) > 50
    found = {house.place(path): statements(path.read_text(encoding="utf-8")) for path in files}

    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ('x = "SELECT learner FROM marks"', [1]),
        ('x = f"COPY ({query}) TO 1"', [1]),
        ('"""A SELECT of learners FROM marks."""', []),
        ('x = "select a class from the list"', []),
    ],
)
def test_sql_by_hand_is_seen(planted: str, caught: list[int]) -> None:
    assert statements(planted) == caught


def test_the_engines_hold_what_is_looked_for() -> None:
    desk: Path = house.SOURCE / "analytics" / ENGINES / "desk.py"

    assert statements(desk.read_text(encoding="utf-8"))
