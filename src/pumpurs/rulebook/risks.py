"""Risks (riski): groups, factors and levels a plan author judges, and what usually answers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import compartments, display, measures, words
from pumpurs.rulebook.measures import Measure
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed
from pumpurs.rulebook.vocabulary import strategic_partner_kinds


@dataclass(frozen=True)
class RiskGroup:
    """One group of risks. `code` is its letter on paper forms."""

    key: str
    code: str
    name: Names
    suggests: tuple[str, ...]
    refer_to: tuple[str, ...]
    force: Force


@dataclass(frozen=True)
class RiskFactor:
    """One risk. `compartment` decides who may read the text written about it; the key is never renamed."""

    key: str
    name: Names
    group: str
    compartment: str
    suggests: tuple[str, ...]
    force: Force


@dataclass(frozen=True)
class RiskLevel:
    """How strong a risk is. `level` 0 means that it was judged and is not there."""

    key: str
    level: int
    name: Names
    justification_required: bool
    force: Force


@dataclass(frozen=True)
class Risks:
    """Groups, factors and levels, past ones too."""

    group_title: Title
    groups: dict[str, RiskGroup]
    factor_title: Title
    factors: dict[str, RiskFactor]
    level_title: Title
    levels: dict[str, RiskLevel]


def read(folder: Path = TABLES) -> Risks:
    """Read risk_groups.toml, risk_factors.toml and risk_levels.toml; RulebookError if one is wrong."""
    group_title, group_top = open_table("risk_groups", folder)
    groups = read_keyed(group_top, _group)
    factor_title, factor_top = open_table("risk_factors", folder)
    factors = read_keyed(factor_top, lambda block: _factor(block, groups))
    level_title, level_top = open_table("risk_levels", folder)
    levels = read_keyed(level_top, _level)
    if len({one.level for one in levels.values()}) != len(levels):
        raise level_top.wrong("level", "two levels have the same number.")
    return Risks(group_title, groups, factor_title, factors, level_title, levels)


def _group(block: Block) -> RiskGroup:
    return RiskGroup(
        key=block.key,
        code=block.text("code"),
        name=block.names(),
        suggests=_suggests(block),
        refer_to=block.words("refer_to", strategic_partner_kinds.rules) if block.has("refer_to") else (),
        force=block.force(),
    )


def _factor(block: Block, groups: dict[str, RiskGroup]) -> RiskFactor:
    return RiskFactor(
        key=block.key,
        name=block.names(),
        group=block.choice("group", groups),
        compartment=block.choice("compartment", compartments.table().rules),
        suggests=_suggests(block),
        force=block.force(),
    )


def _suggests(block: Block) -> tuple[str, ...]:
    return block.words("suggests", measures.table().rules) if block.has("suggests") else ()


def _level(block: Block) -> RiskLevel:
    return RiskLevel(
        block.key, block.number("level"), block.names(), block.yes("justification_required"), block.force()
    )


@lru_cache
def table() -> Risks:
    """Groups, factors and levels as shipped."""
    return read()


def group(key: str) -> RiskGroup:
    """One group by key. RulebookError if there never was one."""
    return known(table().groups, key, "risk_groups.toml")


def factor(key: str) -> RiskFactor:
    """One factor by key, in force or not. RulebookError if there never was one."""
    return known(table().factors, key, "risk_factors.toml")


def level(number: int) -> RiskLevel:
    """One level by its number. RulebookError if there is none."""
    return known({str(one.level): one for one in table().levels.values()}, str(number), "risk_levels.toml")


def factors_on(day: date) -> tuple[RiskFactor, ...]:
    """The factors every plan of that day judges, group by group."""
    return on_day(table().factors.values(), day)


def factors_of(group_key: str, day: date) -> tuple[RiskFactor, ...]:
    """The factors of one group on that day."""
    return tuple(one for one in factors_on(day) if one.group == group_key)


def levels_on(day: date) -> tuple[RiskLevel, ...]:
    """The levels in force, from none to high."""
    return tuple(sorted(on_day(table().levels.values(), day), key=lambda one: one.level))


def suggested_measures(factor_key: str, day: date, *, vocational: bool = False) -> tuple[Measure, ...]:
    """What usually answers a factor: its own suggestions, else its group's, if open to this learner."""
    one = factor(factor_key)
    wanted = (measures.measure(key) for key in one.suggests or group(one.group).suggests)
    return tuple(found for found in on_day(wanted, day) if found.open_to_learner(vocational=vocational))


def shown() -> tuple[display.Table, ...]:
    """Groups, factors and levels as shown to people."""
    risks = table()
    groups = [
        display.row(one.key, one.name, words.say("group_code", code=one.code), one.force)
        for one in risks.groups.values()
    ]
    factors = [display.row(one.key, one.name, _said(one), one.force) for one in risks.factors.values()]
    levels = [
        display.row(one.key, one.name, words.say("level_number", level=one.level), one.force)
        for one in risks.levels.values()
    ]
    return (
        display.table("risk_groups", risks.group_title, groups),
        display.table("risk_factors", risks.factor_title, factors),
        display.table("risk_levels", risks.level_title, levels),
    )


def _said(one: RiskFactor) -> Names:
    return words.say(
        "factor", code=group(one.group).code, compartment=compartments.compartment(one.compartment).name
    )
