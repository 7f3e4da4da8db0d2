"""Kinds of notes (piezīmju veidi): what a journal may note on a learner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, open_table, read_keyed


@dataclass(frozen=True)
class NoteKind:
    """One kind. `code` is the number the store of journals holds; `counts`: early warning counts it."""

    key: str
    name: Names
    code: int
    counts: bool
    force: Force


@dataclass(frozen=True)
class NoteKinds:
    """All kinds."""

    title: Title
    rules: dict[str, NoteKind]


def read(folder: Path = TABLES) -> NoteKinds:
    """Read note_kinds.toml; RulebookError if it is wrong."""
    title, top = open_table("note_kinds", folder)
    rules = read_keyed(top, _kind)
    if len({one.code for one in rules.values()}) != len(rules):
        raise top.wrong("code", "two kinds have the same number.")
    return NoteKinds(title, rules)


def _kind(block: Block) -> NoteKind:
    return NoteKind(block.key, block.names(), block.number("code"), block.yes("counts"), block.force())


@lru_cache
def table() -> NoteKinds:
    """The kinds as shipped."""
    return read()


def kind(key: str) -> NoteKind:
    """One kind by key. RulebookError if there never was one."""
    return known(table().rules, key, "note_kinds.toml")


def counted_codes() -> tuple[int, ...]:
    """The numbers of the kinds that early warning counts."""
    return tuple(one.code for one in table().rules.values() if one.counts)


def shown() -> display.Table:
    """The kinds as shown to people."""
    rows = [
        display.row(
            one.key, one.name, words.say("note_counted" if one.counts else "note_not_counted"), one.force
        )
        for one in table().rules.values()
    ]
    return display.table("note_kinds", table().title, rows)
