"""Why somebody looked is told to a family in words: every purpose that stands in the audit trail has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pumpurs import programme
from pumpurs.web.pages.family.words import PURPOSES

ROOMS = Path(programme.__file__).parent
WRITES = {"shown", "changed", "_found"}  # the last hands its purpose on
MONEY = ("compensations", "own_record", "money_evidence")


def _words(found: ast.AST) -> Iterator[str]:
    """Every text of an expression, a docstring's aside."""
    yield from (
        one.value for one in ast.walk(found) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


def _purposes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in WRITES:
                given = [one.value for one in node.keywords if one.arg == "purpose"]
                given += node.args[3:4] if name == "_found" else []
                yield from (word for one in given for word in _words(one))
        elif isinstance(node, ast.FunctionDef) and node.name == "purpose_of":
            yield from (word for one in ast.walk(node) if isinstance(one, ast.Return) for word in _words(one))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PURPOSE":
            yield from _words(node.value)


def test_every_purpose_of_the_audit_trail_has_words_for_families() -> None:
    found = {"support"}  # what a line says that names none
    for path in ROOMS.rglob("*.py"):
        if "migrations" not in path.parts and "models" not in path.parts and path.name != "models.py":
            found |= set(_purposes(ast.parse(path.read_text(encoding="utf-8"))))

    assert found > {*MONEY, "duty", "roster", "staff", "own data", "approval"}
    assert found - set(PURPOSES) == set()
