"""Evaluating a plan (izvērtēšana): from when on, and when it is asked afterwards whether the learner still learns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, read_dated


@dataclass(frozen=True)
class Terms:
    """Days: the evaluation opens so long before the plan's end; follow-ups so long after it, each open so long."""

    force: Force
    opens_days_before_end: int
    follow_up_days: tuple[int, ...]
    answer_within_days: int


def read(folder: Path = TABLES) -> DatedTable[Terms]:
    """Read evaluation.toml; RulebookError if it is wrong."""
    return read_dated("evaluation", "terms", _terms, folder)


def _terms(block: Block) -> Terms:
    return Terms(
        block.force(),
        block.number("opens_days_before_end"),
        block.numbers("follow_up_days"),
        block.number("answer_within_days"),
    )


@lru_cache
def table() -> DatedTable[Terms]:
    """The rule as shipped."""
    return read()


def terms_on(day: date) -> Terms:
    """The days in force on a day."""
    return table().on("evaluation", day)


def shown() -> display.Table:
    """The rule as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Terms], one: Terms) -> Names:
    days = ", ".join(map(str, one.follow_up_days))
    return words.say(
        "evaluation_days", opens=one.opens_days_before_end, days=days, within=one.answer_within_days
    )
