"""Unit rates (vienas vienības likmes): what one hour of support costs the programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
from pumpurs.values.money import eur


@dataclass(frozen=True)
class Rate:
    """EUR for one unit. `demonstration` marks a value that no authority has set."""

    force: Force
    eur: Decimal
    demonstration: bool


@dataclass(frozen=True)
class UnitRate:
    """One unit with its rates."""

    key: str
    name: Names
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class UnitRates:
    """All units."""

    title: Title
    rules: dict[str, UnitRate]


def read(folder: Path = TABLES) -> UnitRates:
    """Read unit_rates.toml; RulebookError if it is wrong."""
    title, top = open_table("unit_rates", folder)
    return UnitRates(title, read_keyed(top, _unit))


def _unit(block: Block) -> UnitRate:
    return UnitRate(block.key, block.names(), one_at_a_time(block, "rate", block.each("rate", _rate)))


def _rate(block: Block) -> Rate:
    amount = block.decimal("eur")
    if amount != eur(amount):
        raise block.wrong("eur", f"has parts of a cent: {amount}.")
    return Rate(block.force(), eur(amount), block.yes("demonstration", absent=False))


@lru_cache
def table() -> UnitRates:
    """The rates as shipped."""
    return read()


def rate_on(unit: str, day: date) -> Rate:
    """The rate of a unit on the day of service. RulebookError if none is in force."""
    return the_one_on(
        known(table().rules, unit, "unit_rates.toml").rates, day, f"unit_rates.toml, {unit}.rate"
    )


def hourly_on(day: date) -> Rate:
    """The rate of one hour of consultation or preparation."""
    return rate_on("hour", day)


def shown() -> display.Table:
    """The rates as shown to people."""
    rows = []
    for one in table().rules.values():
        for rate in one.rates:
            phrase = "eur_per_hour_demonstration" if rate.demonstration else "eur_per_hour"
            rows.append(
                display.row(one.key, one.name, words.say(phrase, eur=display.amount(rate.eur)), rate.force)
            )
    return display.table("unit_rates", table().title, rows)
