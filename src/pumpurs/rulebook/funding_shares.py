"""Funding shares (finansējuma daļas): what the European Social Fund pays of every euro; the state pays the rest."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.accounting_terms import Number, read_numbers, say_numbers
from pumpurs.rulebook.reading import TABLES, DatedTable


def read(folder: Path = TABLES) -> DatedTable[Number]:
    """Read funding_shares.toml; RulebookError if it is wrong."""
    return read_numbers("funding_shares", "share", folder, most=100)


@lru_cache
def table() -> DatedTable[Number]:
    """The shares as shipped."""
    return read()


def fund_percent_on(day: date) -> int:
    """The European Social Fund's share in per cent."""
    return table().on("european_social_fund", day).number


def shown() -> display.Table:
    """The shares as shown to people."""
    return display.dated(table(), say_numbers)
