"""Programme targets (programmas mērķi): how far the programme is to reach."""

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

UNITS = ("count", "share")


@dataclass(frozen=True)
class Goal:
    """What is to be reached: a count, or a share from 0 to 1."""

    force: Force
    amount: Decimal


@dataclass(frozen=True)
class Target:
    """One target with its goals."""

    key: str
    name: Names
    unit: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class ProgrammeTargets:
    """All targets."""

    title: Title
    rules: dict[str, Target]


def read(folder: Path = TABLES) -> ProgrammeTargets:
    """Read programme_targets.toml; RulebookError if it is wrong."""
    title, top = open_table("programme_targets", folder)
    return ProgrammeTargets(title, read_keyed(top, _target))


def _target(block: Block) -> Target:
    name, unit = block.names(), block.choice("unit", UNITS)
    goals = one_at_a_time(
        block, "goal", block.each("goal", lambda goal: Goal(goal.force(), goal.decimal("amount")))
    )
    if unit == "share" and any(goal.amount > 1 for goal in goals):
        raise block.wrong("goal", "a share lies between 0 and 1.")
    return Target(block.key, name, unit, goals)


@lru_cache
def table() -> ProgrammeTargets:
    """The targets as shipped."""
    return read()


def goal_on(key: str, day: date) -> Decimal:
    """What a target asks for on that day."""
    goals = known(table().rules, key, "programme_targets.toml").goals
    return the_one_on(goals, day, f"programme_targets.toml, {key}.goal").amount


def institutions_on(day: date) -> int:
    """How many institutions are to give systematic support."""
    return int(goal_on("institutions", day))


def municipalities_share_on(day: date) -> Decimal:
    """Which share of municipalities is to take part, 0 to 1."""
    return goal_on("municipalities", day)


def shown() -> display.Table:
    """The targets as shown to people."""
    rows = []
    for one in table().rules.values():
        for goal in one.goals:
            number = goal.amount * 100 if one.unit == "share" else goal.amount
            said = words.say(f"target_{one.unit}", number=f"{number.normalize():f}")
            rows.append(display.row(one.key, one.name, said, goal.force))
    return display.table("programme_targets", table().title, rows)
