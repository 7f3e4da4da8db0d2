"""Reading the rulebook (noteikumu grāmata): strict TOML, every block dated and with a source.

In a table file `since` is the first and `until` the last day in force, as laws write it; an absent `until`
means "until further notice". `source` is a key of `sources.toml`, optionally with the place after a comma:
`source = "risk_list, 15"`. The block `[table]` holds the title and a sentence about the table.

Every key must be asked for: what a reader did not ask for is refused as unknown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pumpurs.values.periods import Span

TABLES = Path(__file__).parent / "tables"
LANGUAGES = ("lv", "en", "ru", "uk")

_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_LAST_DAY = date.max


T = TypeVar("T")


class RulebookError(Exception):
    """The rulebook is wrong or was asked for what it does not hold; the text names file, key and way out."""


@dataclass(frozen=True)
class Names:
    """What a rule is called. Latvian and English always; Russian and Ukrainian where families read it."""

    lv: str
    en: str
    ru: str = ""
    uk: str = ""

    def in_language(self, language: str) -> str:
        """The name in a language code such as "lv" or "en-gb"; Latvian where there is no other."""
        code = language[:2].lower()
        return (getattr(self, code) if code in LANGUAGES else "") or self.lv

    def __str__(self) -> str:
        return self.lv


@dataclass(frozen=True)
class Force:
    """Since when, until which last day, and by which source a rule is in force."""

    since: date
    until: date | None
    source: str

    def on(self, day: date) -> bool:
        """Whether the rule is in force on that day."""
        return self.since <= day <= (self.until or _LAST_DAY)

    def overlaps(self, other: Force) -> bool:
        """Whether both are in force on some day."""
        return self.since <= (other.until or _LAST_DAY) and other.since <= (self.until or _LAST_DAY)

    @property
    def span(self) -> Span:
        """The days in force; open-ended rules run to the end of the calendar."""
        return Span.through(self.since, self.until) if self.until else Span(self.since, _LAST_DAY)


class InForce(Protocol):
    """Anything that carries its dates."""

    @property
    def force(self) -> Force:
        """Since when, until when, by which source."""


F = TypeVar("F", bound=InForce)


class Block:
    """One block of a table file that knows its place and hands out each key once, with the right type."""

    def __init__(self, file: str, path: str, values: dict[str, Any]) -> None:
        self.file, self.path = file, path
        self._left = dict(values)

    @property
    def key(self) -> str:
        """The last part of the block's name."""
        return self.path.rpartition(".")[2]

    def wrong(self, key: str, why: str) -> RulebookError:
        """An error that names the place; to be raised by the caller."""
        return RulebookError(f"{self.file}, {'.'.join(part for part in (self.path, key) if part)}: {why}")

    def has(self, key: str) -> bool:
        """Whether the key stands in the block and was not taken yet."""
        return key in self._left

    @property
    def left(self) -> tuple[str, ...]:
        """The keys not taken yet, in the order of the file."""
        return tuple(self._left)

    def _take(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        if key not in self._left:
            raise self.wrong(key, f"is missing; give {what}.")
        value = self._left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, f"must be {what}, not {value!r}.")
        return value

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value: str = self._take(key, str, "a text")
        if not value.strip():
            raise self.wrong(key, "is empty; give a text.")
        return value

    def words(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of different texts, all among `known` if that is given."""
        values: list[Any] = self._take(key, list, "a list of texts")
        if not all(isinstance(value, str) for value in values) or len(set(values)) != len(values):
            raise self.wrong(key, "must be a list of different texts.")
        for value in values:
            self._among(key, value, known)
        return tuple(values)

    def choice(self, key: str, known: Iterable[str]) -> str:
        """A text that is one of `known`."""
        value = self.text(key)
        self._among(key, value, known)
        return value

    def _among(self, key: str, value: str, known: Iterable[str] | None) -> None:
        if known is not None and value not in (options := sorted(known)):
            raise self.wrong(key, f"does not know {value!r}; one of {', '.join(options)}.")

    def number(self, key: str) -> int:
        """A whole number that is not negative."""
        value: int = self._take(key, int, "a whole number")
        if value < 0:
            raise self.wrong(key, "must not be negative.")
        return value

    def holds_list(self, key: str) -> bool:
        """Whether the key stands, is not taken yet and holds a list."""
        return isinstance(self._left.get(key), list)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers that are not negative."""
        values: list[Any] = self._take(key, list, "a list of whole numbers")
        if not values or not all(isinstance(value, int) and not isinstance(value, bool) for value in values):
            raise self.wrong(key, "must be a list of whole numbers.")
        if min(values) < 0:
            raise self.wrong(key, "must not hold negative numbers.")
        return tuple(values)

    def decimal(self, key: str) -> Decimal:
        """An exact number that is not negative, such as 30.00."""
        value = Decimal(self._take(key, (int, Decimal), "a number such as 30.00"))
        if not value.is_finite() or value < 0:
            raise self.wrong(key, "must be a number that is not negative.")
        return value

    def yes(self, key: str, *, absent: bool | None = None) -> bool:
        """true or false; `absent` is what a missing key means (without it the key must stand)."""
        if absent is not None and not self.has(key):
            return absent
        value: bool = self._take(key, bool, "true or false")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value: date = self._take(key, date, "a date such as 2017-03-01")
        if isinstance(value, datetime):
            raise self.wrong(key, "must be a date without time of day.")
        return value

    def names(self, key: str = "name") -> Names:
        """Names by language: lv and en must stand, ru and uk may."""
        block = self.block(key)
        names = Names(
            *(block.text(code) if code in ("lv", "en") or block.has(code) else "" for code in LANGUAGES)
        )
        block.done()
        return names

    def force(self) -> Force:
        """`since`, `until` if it stands, and `source`."""
        since = self.day("since")
        until = self.day("until") if self.has("until") else None
        if until is not None and until < since:
            raise self.wrong("until", f"{until} is before since = {since}; `until` is the last day in force.")
        if not self.has("source"):
            raise self.wrong("source", "is missing; every rule says who says so (a key of sources.toml).")
        source = self.text("source")
        if source.partition(",")[0].strip() not in source_keys():
            raise self.wrong("source", f"sources.toml does not know {source!r}; add the source there first.")
        return Force(since, until, source)

    def block(self, key: str) -> Block:
        """A block inside this one; the caller ends it with `done`."""
        path = f"{self.path}.{key}" if self.path else key
        return Block(self.file, path, self._take(key, dict, "a block"))

    def each(self, key: str, read: Callable[[Block], T]) -> tuple[T, ...]:
        """Every block of a list of blocks, read and checked for unknown keys; at least one."""
        values: list[Any] = self._take(key, list, "a list of blocks")
        if not values or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, "must be a list of at least one block.")
        path = f"{self.path}.{key}" if self.path else key
        return tuple(_whole(Block(self.file, path, value), read) for value in values)

    def done(self) -> None:
        """Refuse what nobody asked for."""
        if self._left:
            unknown = next(iter(self._left))
            raise self.wrong(unknown, "is an unknown key; check the spelling or remove it.")


@dataclass(frozen=True)
class Title:
    """What a table is called and what it is about."""

    name: Names
    about: Names


def _whole(block: Block, read: Callable[[Block], T]) -> T:
    """Read a block and refuse the keys that were not asked for."""
    value = read(block)
    block.done()
    return value


def open_table(name: str, folder: Path = TABLES) -> tuple[Title, Block]:
    """The title of a table file and the block of everything else. RulebookError if it cannot be read."""
    file = f"{name}.toml"
    try:
        values = tomllib.loads((folder / file).read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise RulebookError(f"{file}: there is no such table in {folder}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RulebookError(f"{file}: cannot be read: {fault}.") from fault
    top = Block(file, "", values)
    return _whole(top.block("table"), lambda block: Title(block.names("title"), block.names("about"))), top


@lru_cache
def source_keys() -> frozenset[str]:
    """The keys of sources.toml."""
    return frozenset(open_table("sources")[1].left)


def read_keyed(top: Block, read: Callable[[Block], T], *, any_key: bool = False) -> dict[str, T]:
    """Every remaining block of a table by its key, in the order of the file; at least one.

    Keys are stored in records, so they are plain: small letters, digits, underscores (unless `any_key`).
    """
    rules: dict[str, T] = {}
    for key in top.left:
        if not any_key and not _KEY.fullmatch(key):
            raise top.wrong(key, "a key is made of small English letters, digits and underscores.")
        rules[key] = _whole(top.block(key), read)
    if not rules:
        raise RulebookError(f"{top.file}: holds no rule.")
    return rules


def one_at_a_time(block: Block, key: str, rules: tuple[F, ...]) -> tuple[F, ...]:
    """The rules in order of their dates; refused if two are in force on one day."""
    ordered = tuple(sorted(rules, key=lambda rule: rule.force.since))
    for earlier, later in pairwise(ordered):
        if earlier.force.overlaps(later.force):
            raise block.wrong(
                key,
                f"since {later.force.since} overlaps the one since {earlier.force.since}; "
                f"end the earlier one with `until`, its last day in force.",
            )
    return ordered


def on_day(rules: Iterable[F], day: date) -> tuple[F, ...]:
    """The rules in force on that day, in their order."""
    return tuple(rule for rule in rules if rule.force.on(day))


def the_one_on(rules: Iterable[F], day: date, what: str) -> F:
    """The one rule in force; RulebookError names `what` and the day if there is none."""
    for rule in rules:
        if rule.force.on(day):
            return rule
    raise RulebookError(f"{what}: nothing is in force on {day}; add a block whose `since` reaches that day.")


def known(rules: Mapping[str, T], key: str, what: str) -> T:
    """The rule of that key; RulebookError says which keys exist."""
    if key not in rules:
        raise RulebookError(f"{what}: no key {key!r}; there are {', '.join(rules)}.")
    return rules[key]


@dataclass(frozen=True)
class Dated(Generic[F]):
    """One rule by its key: what it is called, and what it says in the order of its dates, one at a time."""

    key: str
    name: Names
    versions: tuple[F, ...]


@dataclass(frozen=True)
class DatedTable(Generic[F]):
    """A table of rules that have nothing but a name and versions by date. `part` names a version's block."""

    file: str
    part: str
    title: Title
    rules: dict[str, Dated[F]]

    def rule(self, key: str) -> Dated[F]:
        """One rule by key, in force or not. RulebookError if there never was one."""
        return known(self.rules, key, f"{self.file}.toml")

    def on(self, key: str, day: date) -> F:
        """What the rule says on that day. RulebookError if there is no such rule or nothing is in force."""
        return the_one_on(self.rule(key).versions, day, f"{self.file}.toml, {key}.{self.part}")

    def each(self) -> Iterator[tuple[Dated[F], F]]:
        """Every version of every rule, in the order of the file."""
        return ((rule, version) for rule in self.rules.values() for version in rule.versions)


def read_dated(file: str, part: str, read: Callable[[Block], F], folder: Path) -> DatedTable[F]:
    """Read such a table; RulebookError if it is wrong."""

    def rule(block: Block) -> Dated[F]:
        return Dated(block.key, block.names(), one_at_a_time(block, part, block.each(part, read)))

    title, top = open_table(file, folder)
    return DatedTable(file, part, title, read_keyed(top, rule))
