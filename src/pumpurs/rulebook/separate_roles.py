"""Separate roles (nesavienojamas lomas): which roles one person cannot hold in the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, open_table, read_keyed
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class Apart:
    """Roles that are held apart from others, both ways."""

    name: Names
    force: Force
    roles: frozenset[Role]
    others: frozenset[Role]


def read(folder: Path = TABLES) -> tuple[Title, dict[str, Apart]]:
    """Read separate_roles.toml; RulebookError if it is wrong."""
    title, top = open_table("separate_roles", folder)
    return title, read_keyed(top, _apart)


def _apart(block: Block) -> Apart:
    name, force = block.names("name"), block.force()
    roles, others = (
        frozenset(Role(role) for role in block.words(key, Role)) for key in ("roles", "apart_from")
    )
    if not roles or not others:
        raise block.wrong("roles" if not roles else "apart_from", "names nobody.")
    if both := sorted(roles & others):
        raise block.wrong("apart_from", f"names {', '.join(both)} on both sides.")
    return Apart(name, force, roles, others)


@lru_cache
def table() -> tuple[Title, dict[str, Apart]]:
    """The separate roles as shipped."""
    return read()


def apart_from(role: Role, day: date) -> frozenset[Role]:
    """The roles that whoever holds this one does not hold in the same days; none of most."""
    found: set[Role] = set()
    for one in table()[1].values():
        if one.force.on(day):
            found |= one.others if role in one.roles else one.roles if role in one.others else set()
    return frozenset(found)


def shown() -> display.Table:
    """The separate roles as shown to people."""
    title, rules = table()
    rows = []
    for key, one in rules.items():
        who, others = (
            words.listed([words.say(f"role_{role}") for role in Role if role in side])
            for side in (one.roles, one.others)
        )
        rows.append(display.row(key, one.name, words.say("held_apart", who=who, others=others), one.force))
    return display.table("separate_roles", title, rows)
