"""Sources (avoti): who says so. Every rule names one of these by key, with the place in it after a comma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook.reading import TABLES, Block, Force, Names, RulebookError, Title, open_table, read_keyed

MARKS = ("found", "derived", "assumed", "demonstration")


@dataclass(frozen=True)
class Source:
    """One source. `mark`: found, derived from found facts, assumed, or for demonstration."""

    key: str
    name: Names
    mark: str
    url: str


@dataclass(frozen=True)
class Sources:
    """All sources."""

    title: Title
    rules: dict[str, Source]


def read(folder: Path = TABLES) -> Sources:
    """Read sources.toml; RulebookError if it is wrong."""
    title, top = open_table("sources", folder)
    return Sources(title, read_keyed(top, _source))


def _source(block: Block) -> Source:
    return Source(
        block.key, block.names(), block.choice("mark", MARKS), block.text("url") if block.has("url") else ""
    )


@lru_cache
def table() -> Sources:
    """The sources as shipped."""
    return read()


def source_of(force: Force) -> Source:
    """The source a rule names. RulebookError if there is no such source."""
    key = force.source.partition(",")[0].strip()
    if key not in table().rules:
        raise RulebookError(
            f"sources.toml has no source {key!r}; add it or correct `source = {force.source!r}`."
        )
    return table().rules[key]


def wording(force: Force) -> Names:
    """The source in words: its name and the place in it."""
    name, (_, _, place) = source_of(force).name, force.source.partition(",")
    if not place.strip():
        return name
    return Names(f"{name.lv}: {place.strip()}", f"{name.en}: {place.strip()}")
