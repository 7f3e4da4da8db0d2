"""Coming of age (pilngadība): from which birthday a learner signs alone and parents no longer see the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Age:
    """Full years."""

    force: Force
    years: int


def read(folder: Path = TABLES) -> DatedTable[Age]:
    """Read adulthood.toml; RulebookError if it is wrong."""
    return read_dated("adulthood", "age", _age, folder)


def _age(block: Block) -> Age:
    return Age(block.force(), block.number("years"))


@lru_cache
def table() -> DatedTable[Age]:
    """The rule as shipped."""
    return read()


def born_by(day: date) -> date:
    """The latest birth date of somebody who is of age on `day`."""
    years = table().on("adulthood", day).years
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: whoever was born on 1 March comes of age tomorrow
        return date(day.year - years, 2, 28)


def of_age(birth_date: date | None, day: date) -> bool:
    """Whether a learner is of age on `day`; without a birth date nobody is."""
    return birth_date is not None and birth_date <= born_by(day)


def shown() -> display.Table:
    """The rule as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Age], one: Age) -> Names:
    return words.say("of_age_years", years=one.years)
