"""Limits of the work log (darba uzskaite): hours a week, length of a session, confirming a remote one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Limit:
    """A whole number that is not passed; what it counts is told by the key of its rule."""

    force: Force
    most: int


def read(folder: Path = TABLES) -> DatedTable[Limit]:
    """Read work_limits.toml; RulebookError if it is wrong."""
    return read_dated("work_limits", "limit", _limit, folder)


def _limit(block: Block) -> Limit:
    most = block.number("most")
    if most < 0:
        raise block.wrong("most", f"is less than nothing: {most}.")
    return Limit(block.force(), most)


@lru_cache
def table() -> DatedTable[Limit]:
    """The limits as shipped."""
    return read()


def most_on(key: str, day: date) -> int:
    """A limit on a day, in the unit its key names. RulebookError if none is in force."""
    return table().on(key, day).most


def shown() -> display.Table:
    """The limits as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Limit], one: Limit) -> Names:
    return Names(str(one.most), str(one.most))
