"""Words of journals (žurnālu apzīmējumi): how attendance, marks and notes are written, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import attendance_codes, display, note_kinds
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, RulebookError, Title, open_table, read_keyed

LISTS = ("attendance", "marks", "mark_kinds", "notes")
PASSES = {"passed": 1, "failed": 0, "none": None}


@dataclass(frozen=True)
class Writing:
    """One thing a journal writes in several ways. `code` is the number the store of journals holds, if any."""

    key: str
    list: str
    name: Names
    code: int | None
    words: tuple[str, ...]
    force: Force


@dataclass(frozen=True)
class JournalWords:
    """All of them."""

    title: Title
    rules: dict[str, Writing]


def read(folder: Path = TABLES) -> JournalWords:
    """Read journal_words.toml; RulebookError if it is wrong or a word means two things."""
    title, top = open_table("journal_words", folder)
    rules = read_keyed(top, _writing)
    for name in LISTS:
        words = [word for one in rules.values() if one.list == name for word in one.words]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise RulebookError(f"journal_words.toml, list {name}: {', '.join(twice)} has two meanings.")
    return JournalWords(title, rules)


def _writing(block: Block) -> Writing:
    name, of, means = block.names(), block.choice("list", LISTS), block.text("means")
    code: int | None
    if of == "attendance":
        code = attendance_codes.code(means).code
    elif of == "notes":
        code = note_kinds.kind(means).code
    elif of == "mark_kinds":
        code = block.number("code")
    elif means in PASSES:
        code = PASSES[means]
    else:
        raise block.wrong("means", f"must be one of {', '.join(PASSES)}.")
    words = tuple(word.casefold() for word in block.words("words"))
    return Writing(block.key, of, name, code, words, block.force())


@lru_cache
def table() -> JournalWords:
    """The words as shipped."""
    return read()


def codes(of: str) -> Mapping[str, int | None]:
    """Word -> code, of one list."""
    found = (one for one in table().rules.values() if one.list == of)
    return {word: one.code for one in found for word in one.words}


def shown() -> display.Table:
    """The words as shown to people."""
    rows = []
    for one in table().rules.values():
        told = ", ".join(one.words)
        rows.append(display.row(one.key, one.name, Names(told, told), one.force))
    return display.table("journal_words", table().title, rows)
