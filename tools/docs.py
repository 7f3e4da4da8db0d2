"""Writes the pages of docs/ that are made from the code; with --check tells which of them are out of date."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django

from pumpurs import programme
from pumpurs.foundation.lifecycle import Life

DOCS = Path(__file__).resolve().parents[1] / "docs"


def lifecycles() -> str:
    """Every life-cycle of the programme as a diagram, room by room."""
    pages = [
        "# Life-cycles",
        "Made from the tables in `lifecycle.py` of each room by `make docs`; do not edit.",
    ]
    for room, life in lives():
        pages.append(f"## {life.name} ({room})\n\n```mermaid\n{life.mermaid().strip()}\n```")
        if needs := list(_needs(life)):
            pages.append(
                "\n".join(["| step | what must be true, beside state and person |", "|---|---|", *needs])
            )
    return "\n\n".join(pages) + "\n"


def _needs(life: Life) -> Iterator[str]:
    """A row for each step that asks for something: what a person is told if it is missing, by its statement."""
    for step in life.steps.values():
        asked = [_said(one) for one in (*step.bars, *step.needs)]
        if asked:
            yield f"| {step.name} | {'<br>'.join(asked)} |"


def _said(statement: Callable[..., object]) -> str:
    return (statement.__doc__ or statement.__name__).strip().splitlines()[0].replace("|", "\\|")


def lives() -> Iterator[tuple[str, Life]]:
    """Each life-cycle with the room it belongs to."""
    for room in sorted(found.name for found in pkgutil.iter_modules(programme.__path__)):
        name = f"pumpurs.programme.{room}.lifecycle"
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        files = [f"{name}.{part.name}" for part in pkgutil.iter_modules(getattr(module, "__path__", []))]
        for one in (module, *map(importlib.import_module, files)):
            yield from ((room, value) for value in vars(one).values() if isinstance(value, Life))


def doors() -> str:
    """Every page, who may enter, and what is behind it."""
    return str(importlib.import_module("pumpurs.cli.doors").page())


def seed_schema() -> str:
    """The shape of a scenario."""
    return str(importlib.import_module("pumpurs.cli.seed").schema_text())


PAGES: dict[str, Callable[[], str]] = {
    "lifecycles.md": lifecycles,
    "operations/seed.schema.json": seed_schema,
}
if importlib.util.find_spec("pumpurs.cli.doors"):
    PAGES["doors.md"] = doors


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or tell which are not fresh; 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a page is out of date")
    only_check = parser.parse_args(arguments).check
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not only_check:
            path.write_text(text, encoding="utf-8")
    if only_check and stale:
        print(f"Out of date in docs/: {', '.join(stale)}. Run make docs.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
