"""Words the tables are shown with: units and short phrases with gaps, in each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook.reading import TABLES, Names, RulebookError, known, open_table


def read(folder: Path = TABLES) -> dict[str, Names]:
    """Read words.toml; RulebookError if it is wrong."""
    _, top = open_table("words", folder)
    return {key: top.names(key) for key in top.left}


@lru_cache
def table() -> dict[str, Names]:
    """The words as shipped."""
    return read()


def say(phrase: str, **gaps: Names | str | int) -> Names:
    """A phrase with its gaps filled, each language with its own words."""
    wording = known(table(), phrase, "words.toml")
    try:
        return Names(
            *(
                getattr(wording, code).format(
                    **{
                        gap: value.in_language(code) if isinstance(value, Names) else value
                        for gap, value in gaps.items()
                    }
                )
                for code in ("lv", "en")
            )
        )
    except KeyError as gap:
        raise RulebookError(f"words.toml, {phrase}: needs a value for {gap}.") from None


def listed(names: list[Names]) -> Names:
    """Names one after another."""
    return Names(", ".join(name.lv for name in names), ", ".join(name.en for name in names))


def chained(names: list[Names]) -> Names:
    """Names as steps, one leading to the next."""
    return Names(" → ".join(name.lv for name in names), " → ".join(name.en for name in names))
