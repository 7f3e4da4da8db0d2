"""Handling of alerts (brīdinājumu izskatīšana): first steps with deadlines, limits that keep work bearable."""

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

FIRST_STEPS = ("inform_municipality", "talk_with_learner", "call_family")


@dataclass(frozen=True)
class Urgency:
    """The first step, and in how many school days it is taken."""

    force: Force
    first_step: str
    days: int


@dataclass(frozen=True)
class Limit:
    """A number that is not passed."""

    force: Force
    most: int


@dataclass(frozen=True)
class Handling:
    """One block: either the urgency of a kind of alert, or a limit."""

    key: str
    name: Names
    urgencies: tuple[Urgency, ...]
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class HandlingTable:
    """All of them."""

    title: Title
    rules: dict[str, Handling]


def read(folder: Path = TABLES) -> HandlingTable:
    """Read alert_handling.toml; RulebookError if it is wrong."""
    title, top = open_table("alert_handling", folder)
    return HandlingTable(title, read_keyed(top, _handling))


def _handling(block: Block) -> Handling:
    name = block.names()
    if block.has("limit"):
        return Handling(block.key, name, (), one_at_a_time(block, "limit", block.each("limit", _limit)))
    urgencies = one_at_a_time(block, "urgency", block.each("urgency", _urgency))
    return Handling(block.key, name, urgencies, ())


def _urgency(block: Block) -> Urgency:
    return Urgency(block.force(), block.choice("first_step", FIRST_STEPS), block.number("days"))


def _limit(block: Block) -> Limit:
    return Limit(block.force(), block.number("most"))


@lru_cache
def table() -> HandlingTable:
    """The table as shipped."""
    return read()


def kind(key: str) -> Handling:
    """One block by key. RulebookError if there never was one."""
    return known(table().rules, key, "alert_handling.toml")


def urgency_on(key: str, day: date) -> Urgency:
    """First step and deadline of a kind of alert on a day."""
    return the_one_on(kind(key).urgencies, day, f"alert_handling.toml, {key}.urgency")


def most_on(key: str, day: date) -> int:
    """A limit on a day."""
    return the_one_on(kind(key).limits, day, f"alert_handling.toml, {key}.limit").most


def kinds() -> tuple[str, ...]:
    """The kinds of alerts, the most urgent first."""
    return tuple(one.key for one in table().rules.values() if one.urgencies)


def shown() -> display.Table:
    """The table as shown to people."""
    rows = []
    for one in table().rules.values():
        for urgency in one.urgencies:
            step = words.say(f"first_step_{urgency.first_step}")
            said = words.say("first_step_in_days", step=step, days=urgency.days)
            rows.append(display.row(one.key, one.name, said, urgency.force))
        for limit in one.limits:
            rows.append(display.row(one.key, one.name, Names(str(limit.most), str(limit.most)), limit.force))
    return display.table("alert_handling", table().title, rows)
