"""Municipalities (pašvaldības): which exist on a day, and who took over from whom in the reforms.

The code is the ISO 3166-2:LV one. It lives on through a reform where the municipality kept its name, so one
code may have several versions, one after another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import (
    TABLES,
    Block,
    Force,
    Names,
    RulebookError,
    Title,
    known,
    on_day,
    one_at_a_time,
    open_table,
    read_keyed,
)


@dataclass(frozen=True)
class Municipality:
    """One municipality between two reforms. `atvk_code` is the statistical code, empty where none is known.

    `succeeded_by` names the codes that took over; of a divided territory the successor of its seat first.
    """

    code: str
    name: str
    kind: str
    atvk_code: str
    succeeded_by: tuple[str, ...]
    force: Force


@dataclass(frozen=True)
class Municipalities:
    """All municipalities there have been, and the names of their kinds."""

    title: Title
    kinds: dict[str, Names]
    rules: dict[str, tuple[Municipality, ...]]


def read(folder: Path = TABLES) -> Municipalities:
    """Read municipalities.toml; RulebookError if it is wrong."""
    title, top = open_table("municipalities", folder)
    kind_block = top.block("kind")
    kinds = {key: kind_block.names(key) for key in kind_block.left}
    kind_block.done()
    rules = read_keyed(top.block("code"), lambda block: _versions(block, kinds), any_key=True)
    top.done()
    for code, versions in rules.items():
        for one in versions:
            for successor in one.succeeded_by:
                if successor not in rules or successor == code:
                    raise top.wrong(
                        f"{code}.succeeded_by", f"{successor!r} is no other municipality of the table."
                    )
        if versions[-1].force.until is not None and not versions[-1].succeeded_by:
            raise top.wrong(
                f"{code}.succeeded_by", "is missing; a municipality that ended names its successor."
            )
    return Municipalities(title, kinds, rules)


def _versions(block: Block, kinds: dict[str, Names]) -> tuple[Municipality, ...]:
    name = block.text("name")
    return one_at_a_time(
        block, "version", block.each("version", lambda one: _version(one, block.key, name, kinds))
    )


def _version(block: Block, code: str, name: str, kinds: dict[str, Names]) -> Municipality:
    return Municipality(
        code=code,
        name=name,
        kind=block.choice("kind", kinds),
        atvk_code=block.text("atvk_code") if block.has("atvk_code") else "",
        succeeded_by=block.words("succeeded_by") if block.has("succeeded_by") else (),
        force=block.force(),
    )


@lru_cache
def table() -> Municipalities:
    """The municipalities as shipped."""
    return read()


def kind_name(kind: str) -> Names:
    """What a kind of municipality is called."""
    return known(table().kinds, kind, "municipalities.toml, kind")


@lru_cache(maxsize=64)
def on(day: date) -> tuple[Municipality, ...]:
    """The municipalities that exist on that day."""
    return tuple(one for versions in table().rules.values() for one in on_day(versions, day))


def municipality(code: str, day: date) -> Municipality | None:
    """The municipality of that code on that day; None if it does not exist then."""
    return next(iter(on_day(known(table().rules, code, "municipalities.toml"), day)), None)


def successors(code: str, day: date) -> tuple[Municipality, ...]:
    """Who stands for that code on that day: itself if it still exists, else who took over, seat's first.

    RulebookError if the municipality begins only after that day.
    """
    here = municipality(code, day)
    if here is not None:
        return (here,)
    past = [one for one in table().rules[code] if one.force.since <= day]
    if not past:
        raise RulebookError(
            f"municipalities.toml, {code}: does not exist before {table().rules[code][0].force.since}."
        )
    found: list[Municipality] = []
    for heir in past[-1].succeeded_by:
        found += [one for one in successors(heir, day) if one not in found]
    return tuple(found)


def successor(code: str, day: date) -> Municipality:
    """The one who stands for that code on that day; of a divided municipality the successor of its seat."""
    return successors(code, day)[0]


def predecessors(code: str, day: date) -> tuple[Municipality, ...]:
    """Every ended municipality that `code` now stands for, in whole or in part, in order of code."""
    earlier = (versions[-1] for key, versions in sorted(table().rules.items()) if key != code)
    return tuple(
        one
        for one in earlier
        if one.force.until is not None and any(heir.code == code for heir in successors(one.code, day))
    )


def shown() -> display.Table:
    """The municipalities as shown to people."""
    rows = [
        display.row(code, Names(one.name, one.name), kind_name(one.kind), one.force)
        for code, versions in table().rules.items()
        for one in versions
    ]
    return display.table("municipalities", table().title, rows)
