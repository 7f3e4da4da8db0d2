"""Approval chains (saskaņošanas kārtība): who approves a plan, in which order, by kind of partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


Chains = dict[str, tuple[Chain, ...]]


@dataclass(frozen=True)
class ApprovalChains:
    """All chains, by kind of partner. The head is always the first."""

    title: Title
    rules: Chains


def read(folder: Path = TABLES) -> ApprovalChains:
    """Read approval_chains.toml; RulebookError if it is wrong."""
    title, top = open_table("approval_chains", folder)
    rules = read_keyed(top, lambda block: chains_of(block, "chain", head_first))
    of_partners(top, rules)
    return ApprovalChains(title, rules)


def chains_of(block: Block, name: str, read_one: Callable[[Block], Chain]) -> tuple[Chain, ...]:
    """The dated chains under `name`, one in force at a time."""
    return one_at_a_time(block, name, block.each(name, read_one))


def head_first(block: Block) -> Chain:
    """A chain that begins with the head."""
    one = chain_in(block)
    if one.roles[:1] != (Role.HEAD,):
        raise block.wrong("roles", "must begin with the head; the head's approval can never be left out.")
    return one


def chain_in(block: Block) -> Chain:
    """A chain as it stands in a table."""
    return Chain(force=block.force(), roles=tuple(Role(role) for role in block.words("roles", Role)))


def of_partners(top: Block, kinds: Iterable[str]) -> None:
    """RulebookError if a block is of no kind of partner."""
    for kind in kinds:
        if kind not in partner_kinds.rules:
            raise top.wrong(kind, "is no kind of partner; add it to partner_kinds.toml first.")


@lru_cache
def table() -> ApprovalChains:
    """The chains as shipped."""
    return read()


def chain(partner_kind: str, day: date) -> tuple[Role, ...]:
    """The roles that approve a plan of an institution of such a partner, first to last."""
    rules = known(table().rules, partner_kind, "approval_chains.toml")
    return the_one_on(rules, day, f"approval_chains.toml, {partner_kind}.chain").roles


def shown() -> display.Table:
    """The chains as shown to people."""
    rows = []
    for kind, chains in table().rules.items():
        name = partner_kinds.term(kind).name
        for one in chains:
            rows.append(display.row(kind, name, said(one), one.force))
    return display.table("approval_chains", table().title, rows)


def said(one: Chain) -> Names:
    """A chain in words."""
    return words.chained([words.say(f"role_{role}") for role in one.roles])
