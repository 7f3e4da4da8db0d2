"""Unit rates (vienas vienības likmes): what one hour of support costs the programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated
from pumpurs.values.money import eur


@dataclass(frozen=True)
class Rate:
    """EUR for one unit. `demonstration` marks a value that no authority has set."""

    force: Force
    eur: Decimal
    demonstration: bool


def read(folder: Path = TABLES) -> DatedTable[Rate]:
    """Read unit_rates.toml; RulebookError if it is wrong."""
    return read_dated("unit_rates", "rate", _rate, folder)


def _rate(block: Block) -> Rate:
    amount = block.decimal("eur")
    if amount != eur(amount):
        raise block.wrong("eur", f"has parts of a cent: {amount}.")
    return Rate(block.force(), eur(amount), block.yes("demonstration", absent=False))


@lru_cache
def table() -> DatedTable[Rate]:
    """The rates as shipped."""
    return read()


def rate_on(unit: str, day: date) -> Rate:
    """The rate of a unit on the day of service. RulebookError if none is in force."""
    return table().on(unit, day)


def hourly_on(day: date) -> Rate:
    """The rate of one hour of consultation or preparation."""
    return rate_on("hour", day)


def hour_of(position: str, day: date) -> Rate:
    """The rate of an hour in a position: its own if the table has one, else that of all positions."""
    return rate_on(position if position in table().rules else "hour", day)


def versions_of(position: str) -> tuple[Rate, ...]:
    """Every rate of an hour in a position, in order of their dates."""
    return table().rule(position if position in table().rules else "hour").versions


def shown() -> display.Table:
    """The rates as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Rate], rate: Rate) -> Names:
    phrase = "eur_per_hour_demonstration" if rate.demonstration else "eur_per_hour"
    return words.say(phrase, eur=display.amount(rate.eur))
