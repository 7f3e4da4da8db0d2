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
    Names,
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
class Chain:
    """The roles that approve one after another."""

    force: Force
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class SheetChains:
    """Two chains for each kind of partner: that of all sheets, and that of the head's own."""

    title: Title
    rules: dict[str, tuple[Chain, ...]]
    own_of_head: dict[str, tuple[Chain, ...]]


def read(folder: Path = TABLES) -> SheetChains:
    """Read sheet_chains.toml; RulebookError if it is wrong."""
    title, top = open_table("sheet_chains", folder)
    both = read_keyed(top, lambda block: (_chains(block, "chain"), _chains(block, "own_of_head")))
    for kind, (every, own) in both.items():
        if kind not in partner_kinds.rules:
            raise top.wrong(kind, "is no kind of partner; add it to partner_kinds.toml first.")
        if any(one.roles[0] is not Role.HEAD for one in every):
            raise top.wrong(kind, "the chain must begin with the head, whose approval can never be left out.")
        if any(Role.HEAD in one.roles for one in own):
            raise top.wrong(kind, "`own_of_head` must not name the head: nobody approves the own sheet.")
    return SheetChains(
        title, {kind: one[0] for kind, one in both.items()}, {kind: one[1] for kind, one in both.items()}
    )


def _chains(block: Block, name: str) -> tuple[Chain, ...]:
    return one_at_a_time(block, name, block.each(name, _chain))


def _chain(block: Block) -> Chain:
    roles = tuple(Role(role) for role in block.words("roles", Role))
    if not roles:
        raise block.wrong("roles", "names nobody; somebody approves every sheet.")
    return Chain(block.force(), roles)


@lru_cache
def table() -> SheetChains:
    """The chains as shipped."""
    return read()


def chain(partner_kind: str, day: date, *, own_of_head: bool) -> tuple[Role, ...]:
    """The roles that approve a sheet of an institution of such a partner, first to last."""
    name = "own_of_head" if own_of_head else "chain"
    rules = known(table().own_of_head if own_of_head else table().rules, partner_kind, "sheet_chains.toml")
    return the_one_on(rules, day, f"sheet_chains.toml, {partner_kind}.{name}").roles


def shown() -> display.Table:
    """The chains as shown to people; beside each that of the head's own sheet."""
    rows = []
    for kind in table().rules:
        name = partner_kinds.term(kind).name
        for one in table().rules[kind]:
            rows.append(display.row(kind, name, _said(one), one.force))
        for one in table().own_of_head[kind]:
            said = words.say("own_sheet_of_head", who=_said(one))
            rows.append(display.row(kind, name, said, one.force))
    return display.table("sheet_chains", table().title, rows)


def _said(one: Chain) -> Names:
    return words.chained([words.say(f"role_{role}") for role in one.roles])
