"""Lists every page: its path, what is behind it, what it does, and who may enter."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from pumpurs.values.roles import MACHINES, Role
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door

EVERYBODY = tuple(sorted(str(role) for role in Role if role not in {*MACHINES, Role.VISITOR}))


@dataclass(frozen=True)
class Listed:
    """One page as the list tells it. `roles` is None where no sign-in is asked for."""

    path: str
    name: str
    thing: str
    action: str
    roles: tuple[str, ...] | None
    methods: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As text or as JSON."""
    parser.add_argument("--json", action="store_true", help="as JSON, a list of objects")


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    doors = listed()
    if args.json:
        print(json.dumps([asdict(one) for one in doors], indent=2))
        return 0
    for one in doors:
        print(f"/{one.path:<60} {one.thing}.{one.action:<20} {_who(one)}")
    return 0


def listed() -> list[Listed]:
    """All doors of the house, in order of path."""
    return sorted(map(_of_door, DOORS), key=lambda one: one.path)


def routes() -> list[tuple[str, URLPattern]]:
    """Everything that an address can lead to: (path, pattern), as the URL resolver knows it."""
    return list(_flat(get_resolver().url_patterns, ""))


def page() -> str:
    """The list as a page of docs/."""
    lines = [
        "# Doors",
        "",
        "Every page, what is behind it and who may enter. Made by `make docs`; do not edit.",
        "The same list for programs: `pumpurs doors --json`.",
        "",
        "| Path | Page | Thing | Action | Methods | Who |",
        "|---|---|---|---|---|---|",
    ]
    for one in listed():
        methods = " ".join(one.methods)
        lines.append(f"| `/{one.path}` | {one.name} | {one.thing} | {one.action} | {methods} | {_who(one)} |")
    return "\n".join(lines) + "\n"


def _of_door(door: Door) -> Listed:
    roles = None if door.roles is None else tuple(sorted(str(role) for role in door.roles))
    return Listed(door.path, door.name, door.thing, door.action, roles, door.methods)


def _flat(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _flat(one.url_patterns, path)
        else:
            yield path, one


def _who(one: Listed) -> str:
    if one.roles is None:
        return "anybody, without sign-in"
    if set(EVERYBODY) <= set(one.roles):
        return "everybody who has signed in"
    return ", ".join(role.replace("_", " ") for role in one.roles)
