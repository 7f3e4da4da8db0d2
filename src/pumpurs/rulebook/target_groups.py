"""Target groups (mērķa grupas): which grades and years of study the programme is open to, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, RulebookError, read_dated

GROUPS = ("general", "vocational")


@dataclass(frozen=True)
class Grades:
    """Grades (or years of study) from `first` to `last`, both included."""

    force: Force
    first: int
    last: int


def read(folder: Path = TABLES) -> DatedTable[Grades]:
    """Read target_groups.toml; RulebookError if it is wrong."""
    groups = read_dated("target_groups", "grades", _grades, folder)
    if set(groups.rules) != set(GROUPS):
        raise RulebookError(f"target_groups.toml: must hold exactly {' and '.join(GROUPS)}.")
    return groups


def _grades(block: Block) -> Grades:
    first, last = block.number("first"), block.number("last")
    if last < first:
        raise block.wrong("last", f"{last} is below first = {first}.")
    return Grades(block.force(), first, last)


@lru_cache
def table() -> DatedTable[Grades]:
    """The groups as shipped."""
    return read()


def grades_on(day: date, *, vocational: bool) -> Grades | None:
    """The grades (or years of study) open on that day; None before the programme began."""
    versions = table().rules["vocational" if vocational else "general"].versions
    return next((grades for grades in versions if grades.force.on(day)), None)


def open_to(grade: int, vocational: bool, day: date) -> bool:
    """Whether a learner of that grade (or vocational year of study) is in the target group on that day."""
    grades = grades_on(day, vocational=vocational)
    return grades is not None and grades.first <= grade <= grades.last


def shown() -> display.Table:
    """The groups as shown to people."""
    return display.dated(table(), _said)


def _said(group: Dated[Grades], grades: Grades) -> Names:
    return words.say(f"{group.key}_grades", first=grades.first, last=grades.last)
