"""Compartments (informācijas nodalījumi): who may read the text written about a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import (
    TABLES,
    Block,
    Force,
    Names,
    Title,
    known,
    one_at_a_time,
    open_table,
    read_keyed,
    the_one_on,
)
from pumpurs.values.roles import MACHINES, Role

NOBODY = MACHINES | {Role.SUPPORT, Role.VISITOR}
TEXTS = (
    "goal", "subject", "expected_result", "consulted_note", "decision_note", "resting_note",
    "circumstances", "question", "reply",
)  # fmt: skip


@dataclass(frozen=True)
class Access:
    """Who reads free text, and who sees only the factor and its level. Readers of text see the level too."""

    force: Force
    text: frozenset[Role]
    level: frozenset[Role]


@dataclass(frozen=True)
class Compartment:
    """One compartment with the `TEXTS` that stand in it and its access rules."""

    key: str
    name: Names
    texts: tuple[str, ...]
    access: tuple[Access, ...]


@dataclass(frozen=True)
class Compartments:
    """All compartments."""

    title: Title
    rules: dict[str, Compartment]


def read(folder: Path = TABLES) -> Compartments:
    """Read compartments.toml; RulebookError if it is wrong."""
    title, top = open_table("compartments", folder)
    rules = read_keyed(top, _compartment)
    for text in TEXTS:
        if sum(text in one.texts for one in rules.values()) != 1:
            raise top.wrong("texts", f"{text!r} must stand in exactly one compartment.")
    return Compartments(title, rules)


def _compartment(block: Block) -> Compartment:
    return Compartment(
        block.key,
        block.names(),
        block.words("texts", TEXTS),
        one_at_a_time(block, "access", block.each("access", _access)),
    )


def _access(block: Block) -> Access:
    text = frozenset(Role(role) for role in block.words("text_read_by", Role))
    level = frozenset(Role(role) for role in block.words("only_level_seen_by", Role))
    if both := sorted(text & level):
        raise block.wrong(
            "only_level_seen_by", f"{both[0]} reads the text already; name a role in one list only."
        )
    nothing = frozenset(Role(role) for role in block.words("nothing_seen_by", Role))
    if nothing != frozenset(Role) - text - level:
        raise block.wrong(
            "nothing_seen_by", "must name every role that stands in no other list, and no other."
        )
    return Access(block.force(), text, text | level)


@lru_cache
def table() -> Compartments:
    """The compartments as shipped."""
    return read()


def compartment(key: str) -> Compartment:
    """One compartment by key. RulebookError if there is none."""
    return known(table().rules, key, "compartments.toml")


def _access_on(key: str, day: date) -> Access:
    return the_one_on(compartment(key).access, day, f"compartments.toml, {key}.access")


def may_read_text(role: Role, key: str, day: date) -> bool:
    """Whether the role may read free text of that compartment, for a child in its reach."""
    return role in _access_on(key, day).text


def may_see_level(role: Role, key: str, day: date) -> bool:
    """Whether the role may see factor and level of that compartment, for a child in its reach."""
    return role in _access_on(key, day).level


def text_compartment(text: str) -> str:
    """The compartment in which one of the `TEXTS` stands."""
    return next(one.key for one in table().rules.values() if text in one.texts)


def may_read(role: Role, text: str, day: date) -> bool:
    """Whether the role may read one of the `TEXTS`, for a child in its reach."""
    return may_read_text(role, text_compartment(text), day)


def readable_by(role: Role, day: date) -> frozenset[str]:
    """The compartments whose text the role may read."""
    return frozenset(key for key in table().rules if may_read_text(role, key, day))


def shown() -> display.Table:
    """The compartments as shown to people."""
    rows = []
    for one in table().rules.values():
        for access in one.access:
            text, level = _roles(access.text), _roles(access.level - access.text)
            nothing = _roles(frozenset(Role) - access.level - NOBODY)
            said = (
                words.say("text_and_level", text=text, level=level, nothing=nothing)
                if level.en
                else words.say("text_only", text=text, nothing=nothing)
            )
            rows.append(display.row(one.key, one.name, said, access.force))
    return display.table("compartments", table().title, rows)


def _roles(roles: frozenset[Role]) -> Names:
    return words.listed([words.say(f"role_{role}") for role in Role if role in roles])
