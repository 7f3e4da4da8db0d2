"""Lists of kinds and reasons (klasifikatori): a key that records store, its name, its dates, its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed


@dataclass(frozen=True)
class Term:
    """One entry. `about` is one more sentence where the name alone could be misread."""

    key: str
    name: Names
    about: Names
    force: Force


@dataclass(frozen=True)
class Vocabulary:
    """All entries of one list, past ones too."""

    file: str
    title: Title
    rules: dict[str, Term]

    def on(self, day: date) -> tuple[Term, ...]:
        """The entries that may be chosen on that day, in the order of the file."""
        return on_day(self.rules.values(), day)

    def term(self, key: str) -> Term:
        """One entry by key, in force or not. RulebookError if there never was one."""
        return known(self.rules, key, f"{self.file}.toml")

    def shown(self) -> display.Table:
        """The list as shown to people."""
        return display.table(self.file, self.title, list(_rows(self.rules.values())))


def _rows(terms: Iterable[Term]) -> Iterable[display.Row]:
    return (display.row(term.key, term.name, term.about, term.force) for term in terms)


def read(file: str, folder: Path = TABLES) -> Vocabulary:
    """Read a list; RulebookError if it is wrong."""
    title, top = open_table(file, folder)
    return Vocabulary(file, title, read_keyed(top, _term))


def _term(block: Block) -> Term:
    about = block.names("about") if block.has("about") else Names("", "")
    return Term(block.key, block.names(), about, block.force())
