"""Notices (paziņojumi): what is written in an e-mail. Never a name, never anything about a child."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, open_table, read_keyed


@dataclass(frozen=True)
class Notice:
    """One kind of e-mail. The body has the gap {link}, {until} for the last day it works, {count} for what waits."""

    key: str
    subject: Names
    body: Names
    force: Force


@dataclass(frozen=True)
class Notices:
    """All kinds."""

    title: Title
    rules: dict[str, Notice]


def read(folder: Path = TABLES) -> Notices:
    """Read notices.toml; RulebookError if it is wrong."""
    title, top = open_table("notices", folder)
    return Notices(title, read_keyed(top, _notice))


def _notice(block: Block) -> Notice:
    notice = Notice(block.key, block.names("subject"), block.names("body"), block.force())
    for language in ("lv", "en", "ru", "uk"):
        body = notice.body.in_language(language)
        known_gaps = body.replace("{link}", "").replace("{until}", "").replace("{count}", "")
        if body.count("{link}") != 1 or set(known_gaps) & {"{", "}"}:
            raise block.wrong(
                f"body.{language}",
                "must have the gap {link} once; only {link}, {until} and {count} are known.",
            )
    return notice


@lru_cache
def table() -> Notices:
    """The notices as shipped."""
    return read()


def notice(key: str) -> Notice:
    """One kind by key. RulebookError if there is none."""
    return known(table().rules, key, "notices.toml")


def shown() -> display.Table:
    """The notices as shown to people."""
    rows = [
        display.row(one.key, one.subject, words.say("by_email"), one.force) for one in table().rules.values()
    ]
    return display.table("notices", table().title, rows)
