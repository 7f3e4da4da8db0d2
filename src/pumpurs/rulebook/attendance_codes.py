"""Attendance codes (apmeklējuma atzīmes): how a journal marks a lesson, and how early warning counts it."""

from __future__ import annotations

from dataclasses import dataclass
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
    known,
    open_table,
    read_keyed,
)

COUNTS = ("attended", "missed")
LEFT_OUT = ("never", "whole_weeks")
MOST_CODES = 6


@dataclass(frozen=True)
class AttendanceCode:
    """One way to mark a lesson. `code` is the number the store of journals holds."""

    key: str
    name: Names
    code: int
    missed: bool
    excused: bool
    left_out_in_whole_weeks: bool
    force: Force


@dataclass(frozen=True)
class AttendanceCodes:
    """All codes."""

    title: Title
    rules: dict[str, AttendanceCode]


def read(folder: Path = TABLES) -> AttendanceCodes:
    """Read attendance_codes.toml; RulebookError if it is wrong."""
    title, top = open_table("attendance_codes", folder)
    rules = read_keyed(top, _code)
    numbers = [one.code for one in rules.values()]
    if len(set(numbers)) != len(numbers) or max(numbers) >= MOST_CODES:
        raise RulebookError(
            f"attendance_codes.toml: the codes are different numbers from 0 to {MOST_CODES - 1}."
        )
    return AttendanceCodes(title, rules)


def _code(block: Block) -> AttendanceCode:
    return AttendanceCode(
        key=block.key,
        name=block.names(),
        code=block.number("code"),
        missed=block.choice("counts", COUNTS) == "missed",
        excused=block.yes("excused"),
        left_out_in_whole_weeks=block.choice("left_out", LEFT_OUT) == "whole_weeks",
        force=block.force(),
    )


@lru_cache
def table() -> AttendanceCodes:
    """The codes as shipped."""
    return read()


def code(key: str) -> AttendanceCode:
    """One code by key. RulebookError if there never was one."""
    return known(table().rules, key, "attendance_codes.toml")


def shown() -> display.Table:
    """The codes as shown to people."""
    rows = []
    for one in table().rules.values():
        said = words.say("lesson_missed" if one.missed else "lesson_attended")
        if one.left_out_in_whole_weeks:
            said = words.say("lesson_missed_whole_weeks_left_out")
        rows.append(display.row(one.key, one.name, said, one.force))
    return display.table("attendance_codes", table().title, rows)
