"""Statistical model (statistiskais modelis): when it looks, the cases a training needs, and when it stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Number:
    """One number."""

    force: Force
    value: int


def read(folder: Path = TABLES) -> DatedTable[Number]:
    """Read risk_model.toml; RulebookError if it is wrong."""
    return read_dated("risk_model", "number", _number, folder)


def _number(block: Block) -> Number:
    return Number(block.force(), block.number("value"))


@lru_cache
def table() -> DatedTable[Number]:
    """The numbers as shipped."""
    return read()


def number_on(key: str, day: date) -> int:
    """A number in force on a day."""
    return table().on(key, day).value


def shown() -> display.Table:
    """The numbers as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Number], one: Number) -> Names:
    return Names(str(one.value), str(one.value))
