"""Cells of tables (šūnas) that leave the house as CSV: a text stays a text in whichever spreadsheet opens it."""

from __future__ import annotations

import re

BEGINS_A_FORMULA = re.compile(r"(?:^|[\r\n])[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, not in one of its lines and not after blanks either."""
    return f"'{cell}" if BEGINS_A_FORMULA.search(cell) else cell
