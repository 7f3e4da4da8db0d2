"""Intake of journals (žurnālu datu pieņemšana): what a machine may take alone, from when data count as old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Limit:
    """A number that decides."""

    force: Force
    number: int


def read(folder: Path = TABLES) -> DatedTable[Limit]:
    """Read journal_intake.toml; RulebookError if it is wrong."""
    return read_dated("journal_intake", "limit", _limit, folder)


def _limit(block: Block) -> Limit:
    return Limit(block.force(), block.number("number"))


@lru_cache
def table() -> DatedTable[Limit]:
    """The limits as shipped."""
    return read()


def limit_on(key: str, day: date) -> int:
    """One limit on a day. RulebookError if there never was one."""
    return table().on(key, day).number


def shown() -> display.Table:
    """The limits as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Limit], one: Limit) -> Names:
    return Names(str(one.number), str(one.number))
