"""Approval of monthly sheets (DLUV saskaņošana): who approves one after another, by kind of partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.approval_chains import (
    Chain,
    Chains,
    chain_in,
    chains_of,
    head_first,
    of_partners,
    said,
)
from pumpurs.rulebook.reading import TABLES, Block, Title, known, open_table, read_keyed, the_one_on
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class SheetChains:
    """Two chains for each kind of partner: that of all sheets, and that of the head's own."""

    title: Title
    rules: Chains
    own_of_head: Chains


def read(folder: Path = TABLES) -> SheetChains:
    """Read sheet_chains.toml; RulebookError if it is wrong."""
    title, top = open_table("sheet_chains", folder)
    both = read_keyed(
        top, lambda block: (chains_of(block, "chain", head_first), chains_of(block, "own_of_head", _above))
    )
    of_partners(top, both)
    every, own = ({kind: one[at] for kind, one in both.items()} for at in (0, 1))
    return SheetChains(title, every, own)


def _above(block: Block) -> Chain:
    one = chain_in(block)
    if not one.roles or Role.HEAD in one.roles:
        raise block.wrong("roles", "must name somebody above the head; nobody approves the own sheet.")
    return one


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
        rows += [display.row(kind, name, said(one), one.force) for one in table().rules[kind]]
        for one in table().own_of_head[kind]:
            own = words.say("own_sheet_of_head", who=said(one))
            rows.append(display.row(kind, name, own, one.force))
    return display.table("sheet_chains", table().title, rows)
