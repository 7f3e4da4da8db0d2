"""What comes along with a step of a package, a statement, a payment claim or a drawn record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Asked:
    """`lacking`: how much is still missing; `said_so`: the sender knows and sends nevertheless.

    `locked`: how many records are held for what is drafted of them. `mended_eur`: what was taken back of a drawn one.
    """

    day: date | None = None
    note: str = ""
    line: str = ""
    lacking: int = 0
    said_so: bool = False
    locked: int = 0
    ineligible_eur: Decimal | None = None
    amount_eur: Decimal = Decimal("0.00")
    mended_eur: Decimal = Decimal("0.00")
