"""Preparation hours (IAP sagatavošana, uzraudzība, izvērtēšana): how many a plan may count at most."""

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


@dataclass(frozen=True)
class Hours:
    """The most hours for one plan."""

    force: Force
    hours: Decimal


@dataclass(frozen=True)
class Preparation:
    """The rule by key, with its names and dated hours."""

    title: Title
    rules: dict[str, tuple[Names, tuple[Hours, ...]]]


def read(folder: Path = TABLES) -> Preparation:
    """Read preparation.toml; RulebookError if it is wrong."""
    title, top = open_table("preparation", folder)
    return Preparation(title, read_keyed(top, _rule))


def _rule(block: Block) -> tuple[Names, tuple[Hours, ...]]:
    return block.names(), one_at_a_time(block, "most", block.each("most", _hours))


def _hours(block: Block) -> Hours:
    return Hours(block.force(), block.decimal("hours"))


@lru_cache
def table() -> Preparation:
    """The rule as shipped."""
    return read()


def most_hours_on(day: date) -> Decimal:
    """The most hours for preparing, following and evaluating one plan."""
    _, hours = known(table().rules, "plan", "preparation.toml")
    return the_one_on(hours, day, "preparation.toml, plan.most").hours


def shown() -> display.Table:
    """The rule as shown to people."""
    rows = [
        display.row(
            key, name, words.say("at_most_hours_a_plan", hours=f"{one.hours.normalize():f}"), one.force
        )
        for key, (name, hours) in table().rules.items()
        for one in hours
    ]
    return display.table("preparation", table().title, rows)
