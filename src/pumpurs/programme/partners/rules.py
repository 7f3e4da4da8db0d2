"""Arithmetic and yes/no of the room: what an agreement's number looks like, what share has joined."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MUNICIPALITY = "municipality"
STATE_SCHOOL = "state_vocational_school"
NUMBER = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]\d{0,3}-\d{1,4}/\d{1,6}-(?P<year>\d{4})")


def number_stands(number: str) -> bool:
    """Whether an agreement's number is one of the register: letter, series, turn, year (P6-13/134-2019)."""
    return NUMBER.fullmatch(number) is not None


def covers(since: date, until: date | None, day: date) -> bool:
    """Whether a period (`until` exclusive, None = open) holds a day."""
    return since <= day and (until is None or day < until)


def share(part: int, whole: int) -> Decimal:
    """`part` of `whole` as a share 0..1; nothing of nothing is 0."""
    return Decimal(part) / Decimal(whole) if whole else Decimal(0)
