"""What a trial of rules found (noteikumu izmēģinājuma iznākums): plain counts, told as data and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Found:
    """One set of rules: learners with an alert at any moment of the semester, by rule, and how many of them left."""

    alerts: int
    by_rule: Mapping[str, int]
    caught: int


@dataclass(frozen=True)
class AtPlace:
    """Learners with an alert at one institution: by the tried rules and by those in force."""

    institution: str
    tried: int
    in_force: int


@dataclass(frozen=True)
class Outcome:
    """Both sets of rules over the same learners. `left`: those who left school after the first moment."""

    moments: tuple[str, ...]
    learners: int
    left: int
    tried: Found
    in_force: Found
    only_tried: int
    only_in_force: int
    places: tuple[AtPlace, ...]

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def read_outcome(kept: Mapping[str, Any]) -> Outcome:
    """What was kept."""
    return Outcome(
        **{
            **kept,
            "moments": tuple(kept["moments"]),
            "tried": Found(**kept["tried"]),
            "in_force": Found(**kept["in_force"]),
            "places": tuple(AtPlace(**one) for one in kept["places"]),
        }
    )


def share_of(part: int, whole: int) -> float | None:
    """0..1; None of nothing."""
    return part / whole if whole else None


def threshold_of(text: str) -> Fraction | None:
    """A threshold as it is kept; None for no number."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
