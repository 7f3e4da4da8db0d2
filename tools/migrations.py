"""Judges migrations: may they run while people work, and does every table of the programme get its wall?

A migration that changes tables which already hold data must not lock them for long: indexes are made
concurrently, columns arrive with a default, nothing is dropped or renamed in one go. A table made in the same
file, or in a file with `initial = True`, is empty and may be treated freely. Where it is safe all the same, a
comment says why: `# safe: <why>` anywhere in the file.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "pumpurs"
LOCKING = {
    "AddIndex": "makes an index under a lock: AddIndexConcurrently, atomic = False",
    "AddConstraint": "checks every row under a lock: AddConstraintNotValid, then ValidateConstraint",
    "AlterField": "may rewrite the table: add a new column and move over",
    "RemoveField": "takes away what the running version still reads: first a version without it",
    "RenameField": "takes away what the running version still reads: add, copy, then remove",
    "DeleteModel": "takes away what the running version still reads: first a version without it",
    "RenameModel": "takes away what the running version still reads: add, copy, then remove",
}
HARD_SQL = re.compile(
    r"\bDROP\s+(?:TABLE|COLUMN)\b|\bLOCK\s+TABLE\b|\bVACUUM\s+FULL\b|\bSET\s+NOT\s+NULL\b", re.IGNORECASE
)
INDEX_SQL = re.compile(r"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", re.IGNORECASE)
REASON = re.compile(r"#\s*safe:\s*\S")


def faults(source: str) -> list[str]:
    """What is dangerous in one migration, with its line."""
    tree = ast.parse(source)
    if REASON.search(source) or _is_initial(tree):
        return []
    found = []
    fresh = {str(_given(call, "name", 0)).lower() for call in _calls(tree) if _name(call) == "CreateModel"}
    for call in _calls(tree):
        name = _name(call)
        if name == "RunSQL":
            text = call.args[0] if call.args else None
            sql = text.value if isinstance(text, ast.Constant) else ""
            if HARD_SQL.search(str(sql)) or INDEX_SQL.search(str(sql)):
                found.append(f"line {call.lineno}: this SQL locks or takes away; say why it is safe")
        elif name == "AddField" and not _on_fresh(call, fresh, "model_name") and not _brings_a_value(call):
            found.append(
                f"line {call.lineno}: AddField needs null=True, a default or db_default for rows that exist"
            )
        elif name in LOCKING and not _on_fresh(
            call, fresh, "name" if name == "DeleteModel" else "model_name"
        ):
            found.append(f"line {call.lineno}: {name} {LOCKING[name]}")
    return found


def tables_and_walls(sources: dict[str, list[str]]) -> tuple[set[str], set[str]]:
    """Tables that the migrations of each app make, and tables that get a wall."""
    tables, walls = set(), set()
    for app, texts in sources.items():
        for call in (call for text in texts for call in _calls(ast.parse(text))):
            if _name(call) == "CreateModel":
                tables.add(f"{app}_{str(_given(call, 'name', 0)).lower()}")
            elif _name(call) == "BuildWall":
                walls.add(str(_given(call, "table", 0)))
    return tables, walls


def main() -> int:
    """Judge all migrations; 0 if nothing is wrong."""
    sources: dict[str, list[str]] = {}
    found = []
    for path in sorted(SOURCE.rglob("migrations/[0-9]*.py")):
        text = path.read_text(encoding="utf-8")
        sources.setdefault(path.parents[1].name, []).append(text)
        found += [f"{path.relative_to(ROOT)}, {fault}" for fault in faults(text)]
    tables, walls = tables_and_walls(sources)
    found += [f"{table}: no migration builds its wall (BuildWall)" for table in sorted(tables - walls)]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _given(call: ast.Call, name: str, place: int) -> object:
    value = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
    if value is None and len(call.args) > place:
        value = call.args[place]
    return value.value if isinstance(value, ast.Constant) else None


def _on_fresh(call: ast.Call, fresh: set[str], name: str) -> bool:
    return str(_given(call, name, 0)).lower() in fresh


def _brings_a_value(call: ast.Call) -> bool:
    field = next((keyword.value for keyword in call.keywords if keyword.arg == "field"), None)
    if not isinstance(field, ast.Call):
        return False
    return (
        any(
            keyword.arg in {"default", "db_default", "expression"}
            or (
                keyword.arg == "null"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is True
            )
            for keyword in field.keywords
        )
        or _name(field) == "ManyToManyField"
    )


def _is_initial(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "initial" for target in node.targets)
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
        for node in ast.walk(tree)
    )


if __name__ == "__main__":
    sys.exit(main())
