"""How a table is shown to people: rows with a name, a value in words, dates and a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs.rulebook import sources
from pumpurs.rulebook.reading import Dated, DatedTable, F, Force, Names, Title


@dataclass(frozen=True)
class Row:
    """One rule as shown. `until` is the last day in force, None until further notice."""

    key: str
    name: Names
    value: Names
    since: date
    until: date | None
    source: Names
    mark: str
    url: str


@dataclass(frozen=True)
class Table:
    """One table of the rulebook as shown. `key` is the file's name without ending, good as an anchor."""

    key: str
    title: Names
    about: Names
    rows: tuple[Row, ...]


def row(key: str, name: Names, value: Names, force: Force) -> Row:
    """A row with the words of its source."""
    source = sources.source_of(force)
    return Row(
        key,
        name,
        value,
        force.since,
        force.until,
        sources.wording(force),
        source.mark,
        source.url,
    )


def table(key: str, title: Title, rows: list[Row]) -> Table:
    """A table of rows."""
    return Table(key, title.name, title.about, tuple(rows))


def dated(found: DatedTable[F], say: Callable[[Dated[F], F], Names]) -> Table:
    """A table of dated rules, one row a version; `say` puts a version into words."""
    rows = [row(rule.key, rule.name, say(rule, version), version.force) for rule, version in found.each()]
    return table(found.file, found.title, rows)


def amount(number: Decimal) -> Names:
    """A number with two places, with the decimal sign of each language."""
    text = f"{number:.2f}"
    return Names(text.replace(".", ","), text)
