"""Early-warning indicators (agrīnās brīdināšanas rādītāji): what data show early, and with which numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, open_table, read_keyed

UNITS = (
    "share",
    "share_difference",
    "lessons",
    "subjects",
    "marks",
    "marks_in_four_weeks",
    "times",
    "notes",
    "school_days",
)
EVIDENCE = ("attendance", "marks", "notes", "support", "enrolment")
WINDOWS = ("four_weeks", "semester", "school_year", "now")
WORSE = ("more", "less")


@dataclass(frozen=True)
class Indicator:
    """One figure. The key is the name of its file in analytics/indicators and is never renamed."""

    key: str
    name: Names
    about: Names
    unit: str
    evidence: str
    windows: tuple[str, ...]
    worse: str
    absent_is_zero: bool
    numbers: Mapping[str, Decimal]
    lists: Mapping[str, tuple[int, ...]]
    force: Force

    def number(self, key: str) -> Decimal:
        """A number the figure needs. RulebookError if the block does not hold it."""
        return known(self.numbers, key, f"indicators.toml, {self.key}.number")

    def list_of(self, key: str) -> tuple[int, ...]:
        """A list of numbers the figure needs. RulebookError if the block does not hold it."""
        return known(self.lists, key, f"indicators.toml, {self.key}.number")


@dataclass(frozen=True)
class Indicators:
    """All indicators."""

    title: Title
    rules: dict[str, Indicator]


def read(folder: Path = TABLES) -> Indicators:
    """Read indicators.toml; RulebookError if it is wrong."""
    title, top = open_table("indicators", folder)
    return Indicators(title, read_keyed(top, _indicator))


def _indicator(block: Block) -> Indicator:
    numbers, lists = _numbers(block.block("number")) if block.has("number") else ({}, {})
    return Indicator(
        key=block.key,
        name=block.names(),
        about=block.names("about"),
        unit=block.choice("unit", UNITS),
        evidence=block.choice("evidence", EVIDENCE),
        windows=block.words("windows", WINDOWS),
        worse=block.choice("worse", WORSE),
        absent_is_zero=block.yes("absent_is_zero"),
        numbers=numbers,
        lists=lists,
        force=block.force(),
    )


def _numbers(block: Block) -> tuple[dict[str, Decimal], dict[str, tuple[int, ...]]]:
    numbers: dict[str, Decimal] = {}
    lists: dict[str, tuple[int, ...]] = {}
    for key in block.left:
        if block.holds_list(key):
            lists[key] = block.numbers(key)
        else:
            numbers[key] = block.decimal(key)
    block.done()
    return numbers, lists


@lru_cache
def table() -> Indicators:
    """The indicators as shipped."""
    return read()


def indicator(key: str) -> Indicator:
    """One indicator by key. RulebookError if there never was one."""
    return known(table().rules, key, "indicators.toml")


def shown() -> display.Table:
    """The indicators as shown to people."""
    rows = [display.row(one.key, one.name, one.about, one.force) for one in table().rules.values()]
    return display.table("indicators", table().title, rows)
