"""Compensation kinds (kompensāciju veidi): what may be paid to a learner, to whom, and how much at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import (
    TABLES,
    Block,
    Force,
    Names,
    Title,
    known,
    one_at_a_time,
    open_table,
    read_keyed,
    the_one_on,
)
from pumpurs.values.money import eur

PERIODS = ("month", "semester")
LEARNERS = ("general", "vocational")


@dataclass(frozen=True)
class Cap:
    """The most of one kind for one learner in one period. `eur` is None where a source says `uncapped`."""

    force: Force
    eur: Decimal | None

    @property
    def uncapped(self) -> bool:
        """Whether a source says that there is no cap."""
        return self.eur is None


@dataclass(frozen=True)
class Condition:
    """What must be true of the learner besides the cap, such as a low-income family."""

    code: str
    name: Names
    force: Force


@dataclass(frozen=True)
class CompensationKind:
    """One kind. `per` is the period its cap counts in; `open_to` holds "general" and/or "vocational"."""

    key: str
    name: Names
    per: str
    open_to: tuple[str, ...]
    condition: Condition | None
    caps: tuple[Cap, ...]

    def open_to_learner(self, *, vocational: bool) -> bool:
        """Whether a learner of vocational (or general) education may get it."""
        return ("vocational" if vocational else "general") in self.open_to


@dataclass(frozen=True)
class CompensationKinds:
    """All kinds, past ones too."""

    title: Title
    rules: dict[str, CompensationKind]


def read(folder: Path = TABLES) -> CompensationKinds:
    """Read compensation_kinds.toml; RulebookError if it is wrong."""
    title, top = open_table("compensation_kinds", folder)
    return CompensationKinds(title, read_keyed(top, _kind))


def _kind(block: Block) -> CompensationKind:
    kind = CompensationKind(
        key=block.key,
        name=block.names(),
        per=block.choice("per", PERIODS),
        open_to=block.words("open_to", LEARNERS),
        condition=_condition(block) if block.has("condition") else None,
        caps=_caps(block),
    )
    if not kind.open_to:
        raise block.wrong("open_to", "names nobody; a kind is open to at least one kind of learner.")
    return kind


def _condition(block: Block) -> Condition:
    inner = block.block("condition")
    condition = Condition(inner.text("code"), inner.names(), inner.force())
    inner.done()
    return condition


def _caps(block: Block) -> tuple[Cap, ...]:
    if not block.has("cap"):
        raise block.wrong(
            "cap",
            "is missing; give a cap, or a cap block with `uncapped = true` and the source that says so.",
        )
    return one_at_a_time(block, "cap", block.each("cap", _cap))


def _cap(block: Block) -> Cap:
    if block.yes("uncapped", absent=False):
        if block.has("eur"):
            raise block.wrong("eur", "stands beside `uncapped = true`; keep the one the source says.")
        return Cap(block.force(), None)
    if not block.has("eur"):
        raise block.wrong("eur", "is missing; without a cap say `uncapped = true` and name the source.")
    amount = block.decimal("eur")
    if amount != eur(amount):
        raise block.wrong("eur", f"has parts of a cent: {amount}.")
    return Cap(block.force(), eur(amount))


@lru_cache
def table() -> CompensationKinds:
    """The kinds as shipped."""
    return read()


def kind(key: str) -> CompensationKind:
    """One kind by key, in force or not. RulebookError if there never was one."""
    return known(table().rules, key, "compensation_kinds.toml")


def kinds_on(day: date) -> tuple[CompensationKind, ...]:
    """The kinds that may be paid on that day."""
    return tuple(one for one in table().rules.values() if any(cap.force.on(day) for cap in one.caps))


def cap_on(key: str, day: date) -> Cap:
    """The cap of a kind on the day of service. RulebookError if there is none: never infinity."""
    return the_one_on(kind(key).caps, day, f"compensation_kinds.toml, {key}.cap")


def shown() -> display.Table:
    """The kinds as shown to people: one row per cap and one per condition."""
    rows = []
    for one in table().rules.values():
        for cap in one.caps:
            said = (
                words.say("uncapped")
                if cap.eur is None
                else words.say(
                    "at_most_eur_per", eur=display.amount(cap.eur), per=words.say(f"per_{one.per}")
                )
            )
            who = words.listed([words.say(learners) for learners in one.open_to])
            rows.append(
                display.row(one.key, one.name, words.say("value_for", value=said, who=who), cap.force)
            )
        if one.condition:
            said = words.say("condition", name=one.condition.name)
            rows.append(display.row(one.key, one.name, said, one.condition.force))
    return display.table("compensation_kinds", table().title, rows)
