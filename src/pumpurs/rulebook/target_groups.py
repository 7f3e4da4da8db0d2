"""Target groups (mērķa grupas): which grades and years of study the programme is open to, by date."""

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
    RulebookError,
    Title,
    one_at_a_time,
    open_table,
    read_keyed,
)

GROUPS = ("general", "vocational")


@dataclass(frozen=True)
class Grades:
    """Grades (or years of study) from `first` to `last`, both included."""

    force: Force
    first: int
    last: int


@dataclass(frozen=True)
class TargetGroup:
    """Learners of general or of vocational education."""

    key: str
    name: Names
    grades: tuple[Grades, ...]


@dataclass(frozen=True)
class TargetGroups:
    """Both groups."""

    title: Title
    rules: dict[str, TargetGroup]


def read(folder: Path = TABLES) -> TargetGroups:
    """Read target_groups.toml; RulebookError if it is wrong."""
    title, top = open_table("target_groups", folder)
    groups = TargetGroups(title, read_keyed(top, _group))
    if set(groups.rules) != set(GROUPS):
        raise RulebookError(f"target_groups.toml: must hold exactly {' and '.join(GROUPS)}.")
    return groups


def _group(block: Block) -> TargetGroup:
    return TargetGroup(
        block.key, block.names(), one_at_a_time(block, "grades", block.each("grades", _grades))
    )


def _grades(block: Block) -> Grades:
    first, last = block.number("first"), block.number("last")
    if last < first:
        raise block.wrong("last", f"{last} is below first = {first}.")
    return Grades(block.force(), first, last)


@lru_cache
def table() -> TargetGroups:
    """The groups as shipped."""
    return read()


def grades_on(day: date, *, vocational: bool) -> Grades | None:
    """The grades (or years of study) open on that day; None before the programme began."""
    group = table().rules["vocational" if vocational else "general"]
    return next((grades for grades in group.grades if grades.force.on(day)), None)


def open_to(grade: int, vocational: bool, day: date) -> bool:
    """Whether a learner of that grade (or vocational year of study) is in the target group on that day."""
    grades = grades_on(day, vocational=vocational)
    return grades is not None and grades.first <= grade <= grades.last


def shown() -> display.Table:
    """The groups as shown to people."""
    rows = []
    for one in table().rules.values():
        for grades in one.grades:
            said = words.say(f"{one.key}_grades", first=grades.first, last=grades.last)
            rows.append(display.row(one.key, one.name, said, grades.force))
    return display.table("target_groups", table().title, rows)
