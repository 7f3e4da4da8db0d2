"""Approval chains (saskaņošanas kārtība): who approves a plan, in which order, by kind of partner."""

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
class Chain:
    """The roles that approve one after another. The head is always the first."""

    force: Force
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ApprovalChains:
    """All chains, by kind of partner."""

    title: Title
    rules: dict[str, tuple[Chain, ...]]


def read(folder: Path = TABLES) -> ApprovalChains:
    """Read approval_chains.toml; RulebookError if it is wrong."""
    title, top = open_table("approval_chains", folder)
    chains = ApprovalChains(
        title, read_keyed(top, lambda block: one_at_a_time(block, "chain", _chains(block)))
    )
    for kind in chains.rules:
        if kind not in partner_kinds.rules:
            raise top.wrong(kind, "is no kind of partner; add it to partner_kinds.toml first.")
    return chains


def _chains(block: Block) -> tuple[Chain, ...]:
    return block.each("chain", _chain)


def _chain(block: Block) -> Chain:
    roles = tuple(Role(role) for role in block.words("roles", Role))
    if not roles or roles[0] is not Role.HEAD:
        raise block.wrong("roles", "must begin with the head; the head's approval can never be left out.")
    return Chain(block.force(), roles)


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
            said = words.chained([words.say(f"role_{role}") for role in one.roles])
            rows.append(display.row(kind, name, said, one.force))
    return display.table("approval_chains", table().title, rows)
