"""Approval of monthly sheets (DLUV saskaņošana): who approves one after another, by kind of partner."""

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
    Title,
    known,
    one_at_a_time,
    open_table,
    read_keyed,
    the_one_on,
)
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class SheetChain:
    """The roles that approve one after another; `own_of_head`: the same for a sheet of the head."""

    force: Force
    roles: tuple[Role, ...]
    own_of_head: tuple[Role, ...]


@dataclass(frozen=True)
class SheetChains:
    """All chains, by kind of partner."""

    title: Title
    rules: dict[str, tuple[SheetChain, ...]]


def read(folder: Path = TABLES) -> SheetChains:
    """Read sheet_chains.toml; RulebookError if it is wrong."""
    title, top = open_table("sheet_chains", folder)
    chains = SheetChains(
        title, read_keyed(top, lambda block: one_at_a_time(block, "chain", block.each("chain", _chain)))
    )
    for kind in chains.rules:
        if kind not in partner_kinds.rules:
            raise top.wrong(kind, "is no kind of partner; add it to partner_kinds.toml first.")
    return chains


def _chain(block: Block) -> SheetChain:
    roles = tuple(Role(role) for role in block.words("roles", Role))
    own = tuple(Role(role) for role in block.words("own_of_head", Role))
    if not roles or roles[0] is not Role.HEAD:
        raise block.wrong("roles", "must begin with the head; the head's approval can never be left out.")
    if not own or Role.HEAD in own:
        raise block.wrong("own_of_head", "must name somebody above the head; nobody approves the own sheet.")
    return SheetChain(block.force(), roles, own)


@lru_cache
def table() -> SheetChains:
    """The chains as shipped."""
    return read()


def chain(partner_kind: str, day: date, *, own_of_head: bool) -> tuple[Role, ...]:
    """The roles that approve a sheet of an institution of such a partner, first to last."""
    rules = known(table().rules, partner_kind, "sheet_chains.toml")
    found = the_one_on(rules, day, f"sheet_chains.toml, {partner_kind}.chain")
    return found.own_of_head if own_of_head else found.roles


def shown() -> display.Table:
    """The chains as shown to people: two rows each, the second for the head's own sheet."""
    rows = []
    for kind, chains in table().rules.items():
        name = partner_kinds.term(kind).name
        for one in chains:
            said = words.chained([words.say(f"role_{role}") for role in one.roles])
            own = words.chained([words.say(f"role_{role}") for role in one.own_of_head])
            rows.append(display.row(kind, name, said, one.force))
            rows.append(
                display.row(f"{kind}_own_of_head", name, words.say("own_sheet_of_head", who=own), one.force)
            )
    return display.table("sheet_chains", table().title, rows)
