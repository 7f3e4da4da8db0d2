"""Coming of age (pilngadība): from which birthday a learner signs alone and parents no longer see the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class Age:
    """Full years."""

    force: Force
    years: int


@dataclass(frozen=True)
class Adulthood:
    """The rule by key, with its names and dated ages."""

    title: Title
    rules: dict[str, tuple[Names, tuple[Age, ...]]]


def read(folder: Path = TABLES) -> Adulthood:
    """Read adulthood.toml; RulebookError if it is wrong."""
    title, top = open_table("adulthood", folder)
    return Adulthood(title, read_keyed(top, _rule))


def _rule(block: Block) -> tuple[Names, tuple[Age, ...]]:
    return block.names(), one_at_a_time(block, "age", block.each("age", _age))


def _age(block: Block) -> Age:
    return Age(block.force(), block.number("years"))


@lru_cache
def table() -> Adulthood:
    """The rule as shipped."""
    return read()


def born_by(day: date) -> date:
    """The latest birth date of somebody who is of age on `day`."""
    _, ages = known(table().rules, "adulthood", "adulthood.toml")
    years = the_one_on(ages, day, "adulthood.toml, adulthood.age").years
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: whoever was born on 1 March comes of age tomorrow
        return date(day.year - years, 2, 28)


def of_age(birth_date: date | None, day: date) -> bool:
    """Whether a learner is of age on `day`; without a birth date nobody is."""
    return birth_date is not None and birth_date <= born_by(day)


def shown() -> display.Table:
    """The rule as shown to people."""
    rows = [
        display.row(key, name, words.say("of_age_years", years=one.years), one.force)
        for key, (name, ages) in table().rules.items()
        for one in ages
    ]
    return display.table("adulthood", table().title, rows)
