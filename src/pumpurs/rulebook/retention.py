"""Retention (glabāšanas termiņi): how long data is kept whole, and what then."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Dated, DatedTable, Force, Names, RulebookError, read_dated
from pumpurs.values.periods import month_of

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


def read(folder: Path = TABLES) -> DatedTable[Term]:
    """Read retention.toml; RulebookError if it is wrong."""
    found = read_dated("retention", "term", _term, folder)
    pointing = {rule.key for rule, term in found.each() if term.same_as is not None}
    for rule, term in found.each():
        if term.same_as is not None and (term.same_as not in found.rules or term.same_as in pointing):
            raise RulebookError(
                f"retention.toml, {rule.key}.term.same_as: {term.same_as!r} is no kind with a term of its own."
            )
    return found


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
def table() -> DatedTable[Term]:
    """The terms as shipped."""
    return read()


def term_on(key: str, day: date) -> Term:
    """The term of a kind of data on that day; a kind kept like another one gives that one's term."""
    one = table().on(key, day)
    return one if one.same_as is None else table().on(one.same_as, day)


def oldest_kept(key: str, today: date) -> date:
    """The first day of which something is still kept today. RulebookError if the term is not of days or longer."""
    term = term_on(key, today)
    if term.amount is None or term.unit not in ("days", "months", "years"):
        raise RulebookError(f"retention.toml, {key}: its term is not of days, months or years.")
    if term.unit == "days":
        return today - timedelta(days=term.amount)
    month = month_of(today).plus(-term.amount * (12 if term.unit == "years" else 1))
    return date(month.year, month.month, min(today.day, monthrange(month.year, month.month)[1]))


def shown() -> display.Table:
    """The terms as shown to people."""
    return display.dated(table(), _said)


def _said(_rule: Dated[Term], term: Term) -> Names:
    return words.say("kept_then", kept=_kept(term), counted_from=term.counted_from, then=term.then)


def _kept(term: Term) -> Names:
    if term.same_as is not None:
        return words.say("kept_like", name=table().rules[term.same_as].name)
    if term.forever or term.amount is None:
        return words.say("kept_forever")
    return words.say(f"kept_{term.unit}", amount=term.amount)
