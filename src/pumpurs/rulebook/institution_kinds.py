"""Institution kinds (izglītības iestāžu veidi): which schools there are and what they teach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed

EDUCATION = ("general", "vocational")


@dataclass(frozen=True)
class InstitutionKind:
    """One kind of institution; `teaches` holds "general" and/or "vocational"."""

    key: str
    name: Names
    teaches: tuple[str, ...]
    force: Force

    @property
    def vocational(self) -> bool:
        """Whether it teaches vocational programmes."""
        return "vocational" in self.teaches


@dataclass(frozen=True)
class InstitutionKinds:
    """All kinds, past ones too."""

    title: Title
    rules: dict[str, InstitutionKind]


def read(folder: Path = TABLES) -> InstitutionKinds:
    """Read institution_kinds.toml; RulebookError if it is wrong."""
    title, top = open_table("institution_kinds", folder)
    return InstitutionKinds(title, read_keyed(top, _kind))


def _kind(block: Block) -> InstitutionKind:
    return InstitutionKind(block.key, block.names(), block.words("teaches", EDUCATION), block.force())


@lru_cache
def table() -> InstitutionKinds:
    """The kinds as shipped."""
    return read()


def kind(key: str) -> InstitutionKind:
    """One kind by key, in force or not. RulebookError if there never was one."""
    return known(table().rules, key, "institution_kinds.toml")


def kinds_on(day: date) -> tuple[InstitutionKind, ...]:
    """The kinds that exist on that day."""
    return on_day(table().rules.values(), day)


def shown() -> display.Table:
    """The kinds as shown to people."""
    rows = [
        display.row(one.key, one.name, words.listed([words.say(taught) for taught in one.teaches]), one.force)
        for one in table().rules.values()
    ]
    return display.table("institution_kinds", table().title, rows)
