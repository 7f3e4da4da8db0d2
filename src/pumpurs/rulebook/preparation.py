"""Preparation hours (IAP sagatavošana, uzraudzība, izvērtēšana): how many a plan may count at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Hours:
    """The most hours for one plan."""

    force: Force
    hours: Decimal


def read(folder: Path = TABLES) -> DatedTable[Hours]:
    """Read preparation.toml; RulebookError if it is wrong."""
    return read_dated("preparation", "most", _hours, folder)


def _hours(block: Block) -> Hours:
    return Hours(block.force(), block.decimal("hours"))


@lru_cache
def table() -> DatedTable[Hours]:
    """The rule as shipped."""
    return read()


def most_hours_on(day: date) -> Decimal:
    """The most hours for preparing, following and evaluating one plan."""
    return table().on("plan", day).hours


def shown() -> display.Table:
    """The rule as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Hours], one: Hours) -> Names:
    return words.say("at_most_hours_a_plan", hours=f"{one.hours.normalize():f}")
