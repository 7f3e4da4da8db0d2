"""Circumstances (apstākļi iesniegumā): what a family may tell of itself in the application."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pumpurs.rulebook import display, vocabulary
from pumpurs.rulebook.vocabulary import Term, Vocabulary


@lru_cache
def table() -> Vocabulary:
    """The list as shipped."""
    return vocabulary.read("circumstances")


def circumstance(key: str) -> Term:
    """One entry by key, in force or not. RulebookError if there never was one."""
    return table().term(key)


def circumstances_on(day: date) -> tuple[Term, ...]:
    """The entries that may be chosen on that day."""
    return table().on(day)


def shown() -> display.Table:
    """The list as shown to people."""
    return table().shown()
