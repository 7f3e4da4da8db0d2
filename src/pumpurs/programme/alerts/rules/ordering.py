"""The order a model gives to a list (saraksta secība): base + the sum of points, exactly; never what is an alert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pumpurs.values.points import UNIT


@dataclass(frozen=True)
class Point:
    """What one indicator adds; `num` / `den` is the learner's figure, None where nothing was seen."""

    indicator: str
    window: str
    units: int
    num: int | None
    den: int | None


@dataclass(frozen=True)
class Score:
    """A learner's score with everything it is made of."""

    base_units: int
    score_units: int
    points: tuple[Point, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the score is its base and the sum of its points, to the last unit."""
        return self.score_units == self.base_units + sum(point.units for point in self.points)


@dataclass(frozen=True)
class Ordering:
    """The scores of a night by the learner's key in the store, and the model (its hash) that gave them."""

    model: str
    scores: Mapping[int, Score]


def as_number(units: int) -> float:
    """Points as people see them."""
    return units / UNIT
