"""What becomes of a learner's records when the learner goes to another institution (pāreja uz citu iestādi)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q


@dataclass(frozen=True)
class Moving:
    """Declared by a table of any room as `moving`; a table without it stays with the institution that wrote it.

    `which` rows, judged on the day of the move, go along with the learner: their institution becomes the new one.
    Where `ends` names a column, they stay and end instead: that column gets the day or moment.
    """

    which: Callable[[date], Q]
    ends: str = ""


def still_open(today: date) -> Q:
    """Rows with `until` that hold today or later."""
    return Q(until=None) | Q(until__gt=today)
