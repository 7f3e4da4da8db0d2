"""Weights of the sample (izlases svari): how much likelier a record is drawn for an on-the-spot check."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.accounting_terms import Number, read_numbers, say_numbers
from pumpurs.rulebook.reading import TABLES, DatedTable


def read(folder: Path = TABLES) -> DatedTable[Number]:
    """Read sample_weights.toml; RulebookError if it is wrong."""
    return read_numbers("sample_weights", "weight", folder)


@lru_cache
def table() -> DatedTable[Number]:
    """The weights as shipped."""
    return read()


def weight_on(key: str, day: date) -> int:
    """What one circumstance adds to a record's weight."""
    return table().on(key, day).number


def shown() -> display.Table:
    """The weights as shown to people."""
    return display.dated(table(), say_numbers)
