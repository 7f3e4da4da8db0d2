"""Terms of accounting (norēķinu termiņi): when a package is due, at what use of a budget people are warned.

Also the shape of every table that holds dated whole numbers of accounting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated

WARNINGS = ("budget_first_warning_percent", "budget_second_warning_percent", "budget_used_up_percent")


@dataclass(frozen=True)
class Number:
    """A whole number; what it counts is told by the key of its rule."""

    force: Force
    number: int


def read_numbers(file: str, part: str, folder: Path, most: int | None = None) -> DatedTable[Number]:
    """Read a table of dated whole numbers, none greater than `most`; RulebookError if it is wrong."""

    def number(block: Block) -> Number:
        found = block.number("number")
        if most is not None and found > most:
            raise block.wrong("number", f"is more than {most}.")
        return Number(block.force(), found)

    return read_dated(file, part, number, folder)


def say_numbers(_rule: Dated[Number], one: Number) -> Names:
    """A number as shown to people."""
    return Names(str(one.number), str(one.number))


def read(folder: Path = TABLES) -> DatedTable[Number]:
    """Read accounting_terms.toml; RulebookError if it is wrong."""
    return read_numbers("accounting_terms", "term", folder)


@lru_cache
def table() -> DatedTable[Number]:
    """The terms as shipped."""
    return read()


def number_on(key: str, day: date) -> int:
    """A term on a day, in the unit its key names. RulebookError if none is in force."""
    return table().on(key, day).number


def warnings_on(day: date) -> tuple[int, ...]:
    """The shares of a budget in use, in per cent, at which people are warned; the least first."""
    return tuple(sorted(number_on(key, day) for key in WARNINGS))


def shown() -> display.Table:
    """The terms as shown to people."""
    return display.dated(table(), say_numbers)
