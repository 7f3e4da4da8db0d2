"""Retention (glabāšanas termiņi): how long data is kept whole, and what then."""

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
    known,
    one_at_a_time,
    open_table,
    read_keyed,
    the_one_on,
)

UNITS = ("years", "months", "days", "minutes")


@dataclass(frozen=True)
class Term:
    """How long data is kept. Exactly one of: an amount of a unit, for ever, or as long as another kind.

    `confirmed` says whether the controller has confirmed the term.
    """

    force: Force
    amount: int | None
    unit: str | None
    forever: bool
    same_as: str | None
    counted_from: Names
    then: Names
    confirmed: bool


@dataclass(frozen=True)
class Retained:
    """One kind of data with its terms."""

    key: str
    name: Names
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Retention:
    """All kinds of data."""

    title: Title
    rules: dict[str, Retained]


def read(folder: Path = TABLES) -> Retention:
    """Read retention.toml; RulebookError if it is wrong."""
    title, top = open_table("retention", folder)
    rules = read_keyed(top, _retained)
    for one in rules.values():
        for term in one.terms:
            if term.same_as is not None and (term.same_as not in rules or _points_on(rules[term.same_as])):
                raise top.wrong(
                    f"{one.key}.term.same_as", f"{term.same_as!r} is no kind with a term of its own."
                )
    return Retention(title, rules)


def _points_on(one: Retained) -> bool:
    return any(term.same_as is not None for term in one.terms)


def _retained(block: Block) -> Retained:
    return Retained(block.key, block.names(), one_at_a_time(block, "term", block.each("term", _term)))


def _term(block: Block) -> Term:
    given = [key for key in (*UNITS, "forever", "same_as") if block.has(key)]
    if len(given) != 1:
        raise block.wrong(
            "", f"give exactly one of {', '.join(UNITS)}, forever, same_as; not {given or 'none'}."
        )
    key = given[0]
    return Term(
        amount=block.number(key) if key in UNITS else None,
        unit=key if key in UNITS else None,
        forever=block.yes("forever") if key == "forever" else False,
        same_as=block.text("same_as") if key == "same_as" else None,
        counted_from=block.names("counted_from"),
        then=block.names("then"),
        confirmed=block.yes("confirmed"),
        force=block.force(),
    )


@lru_cache
def table() -> Retention:
    """The terms as shipped."""
    return read()


def term_on(key: str, day: date) -> Term:
    """The term of a kind of data on that day; a kind kept like another one gives that one's term."""
    one = the_one_on(known(table().rules, key, "retention.toml").terms, day, f"retention.toml, {key}.term")
    if one.same_as is None:
        return one
    if one.same_as == key:
        raise RulebookError(f"retention.toml, {key}: points at itself.")
    return term_on(one.same_as, day)


def shown() -> display.Table:
    """The terms as shown to people."""
    rows = []
    for one in table().rules.values():
        for term in one.terms:
            said = words.say("kept_then", kept=_kept(term), counted_from=term.counted_from, then=term.then)
            rows.append(display.row(one.key, one.name, said, term.force))
    return display.table("retention", table().title, rows)


def _kept(term: Term) -> Names:
    if term.same_as is not None:
        return words.say("kept_like", name=table().rules[term.same_as].name)
    if term.forever or term.amount is None:
        return words.say("kept_forever")
    return words.say(f"kept_{term.unit}", amount=term.amount)
