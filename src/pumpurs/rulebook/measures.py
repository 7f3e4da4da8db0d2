"""Support measures (atbalsta pasākumi): consultations and compensations in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import compensation_kinds, display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed
from pumpurs.rulebook.vocabulary import positions

FORMS = ("consultation", "compensation")
UNITS = ("hour", "eur")


@dataclass(frozen=True)
class Measure:
    """One kind of support.

    A consultation is planned in hours and names the positions that may give it. A compensation is planned in
    EUR, has the key of its compensation kind, and is given by nobody in particular.
    """

    key: str
    name: Names
    form: str
    unit: str
    given_by: tuple[str, ...]
    compensation_kind: str | None
    force: Force

    @property
    def is_consultation(self) -> bool:
        """Whether it is given in hours by a person."""
        return self.form == "consultation"

    def open_to_learner(self, *, vocational: bool) -> bool:
        """Whether a learner of vocational (or general) education may get it."""
        if self.compensation_kind is None:
            return True
        return compensation_kinds.kind(self.compensation_kind).open_to_learner(vocational=vocational)


@dataclass(frozen=True)
class Measures:
    """All measures, past ones too."""

    title: Title
    rules: dict[str, Measure]


def read(folder: Path = TABLES) -> Measures:
    """Read support_measures.toml; RulebookError if it is wrong."""
    title, top = open_table("support_measures", folder)
    return Measures(title, read_keyed(top, _measure))


def _measure(block: Block) -> Measure:
    form, unit = block.choice("form", FORMS), block.choice("unit", UNITS)
    if form == "compensation":
        kind = block.choice("compensation_kind", compensation_kinds.table().rules)
        if unit != "eur":
            raise block.wrong("unit", 'a compensation is planned in "eur".')
        return Measure(block.key, compensation_kinds.kind(kind).name, form, unit, (), kind, block.force())
    given_by = block.words("given_by", positions.rules)
    if not given_by or unit != "hour":
        raise block.wrong(
            "given_by", 'a consultation is planned in "hour" and given by at least one position.'
        )
    return Measure(block.key, block.names(), form, unit, given_by, None, block.force())


@lru_cache
def table() -> Measures:
    """The measures as shipped."""
    return read()


def measure(key: str) -> Measure:
    """One measure by key, in force or not. RulebookError if there never was one."""
    return known(table().rules, key, "support_measures.toml")


def measures_on(day: date) -> tuple[Measure, ...]:
    """The measures that may be planned on that day, consultations first."""
    return on_day(table().rules.values(), day)


def shown() -> display.Table:
    """The measures as shown to people."""
    rows = []
    for one in table().rules.values():
        givers = words.listed([positions.term(key).name for key in one.given_by])
        said = words.say("hours_given_by", who=givers) if one.is_consultation else words.say("compensation")
        rows.append(display.row(one.key, one.name, said, one.force))
    return display.table("support_measures", table().title, rows)
