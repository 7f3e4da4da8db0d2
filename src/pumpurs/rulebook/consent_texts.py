"""Texts of consent and application (piekrišanas un iesnieguma teksti): what a family agrees to, version by version.

A record keeps the code of the version it was signed in; a version is never changed, it ends by a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.reading import (
    LANGUAGES,
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

PAPERS = ("consent", "application")
PAGES = ("about", "data", "end")


@dataclass(frozen=True)
class Point:
    """One thought in plain words: a few words to catch the eye and a sentence or two."""

    page: str
    title: Names
    text: Names


@dataclass(frozen=True)
class Version:
    """One wording. `agree` is what a parent signs, `agree_adult` what a learner of age signs."""

    code: str
    force: Force
    agree: Names
    agree_adult: Names
    points: tuple[Point, ...]

    def on_page(self, page: str) -> tuple[Point, ...]:
        """The thoughts that belong on one page."""
        return tuple(point for point in self.points if point.page == page)


@dataclass(frozen=True)
class Paper:
    """Consent or application with all its wordings."""

    key: str
    name: Names
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class ConsentTexts:
    """Both papers."""

    title: Title
    rules: dict[str, Paper]


def read(folder: Path = TABLES) -> ConsentTexts:
    """Read consent_texts.toml; RulebookError if it is wrong."""
    title, top = open_table("consent_texts", folder)
    texts = ConsentTexts(title, read_keyed(top, _paper))
    if set(texts.rules) != set(PAPERS):
        raise RulebookError(f"consent_texts.toml: must hold exactly {' and '.join(PAPERS)}.")
    return texts


def _paper(block: Block) -> Paper:
    versions = one_at_a_time(block, "version", block.each("version", _version))
    if len({version.code for version in versions}) != len(versions):
        raise block.wrong("version", "two versions have the same code.")
    return Paper(block.key, _every_language(block, "name"), versions)


def _version(block: Block) -> Version:
    return Version(
        block.text("code"), block.force(), _every_language(block, "agree"), _every_language(block, "agree_adult"),
        block.each("point", _point),
    )  # fmt: skip


def _point(block: Block) -> Point:
    return Point(block.choice("page", PAGES), _every_language(block, "title"), _every_language(block, "text"))


def _every_language(block: Block, key: str) -> Names:
    names = block.names(key)
    if lacking := [code for code in LANGUAGES if not getattr(names, code)]:
        raise block.wrong(f"{key}.{lacking[0]}", "is missing; families read this text in every language.")
    return names


@lru_cache
def table() -> ConsentTexts:
    """The texts as shipped."""
    return read()


def version_on(paper: str, day: date) -> Version:
    """The wording of "consent" or "application" to be signed on that day."""
    versions = known(table().rules, paper, "consent_texts.toml").versions
    return the_one_on(versions, day, f"consent_texts.toml, {paper}.version")


def version(paper: str, code: str) -> Version:
    """The wording that a record was signed in. RulebookError if there never was one."""
    versions = known(table().rules, paper, "consent_texts.toml").versions
    return known({one.code: one for one in versions}, code, f"consent_texts.toml, {paper}.version")


def shown() -> display.Table:
    """The texts as shown to people: the sentence that is signed."""
    rows = [
        display.row(
            paper.key, paper.name, words.say("version_agree", code=one.code, agree=one.agree), one.force
        )
        for paper in table().rules.values()
        for one in paper.versions
    ]
    return display.table("consent_texts", table().title, rows)
