"""Seeded drawing: the same seed gives the same country, down to the last identifier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
VARIANTS = "89ab"


class Draws:
    """One stream of chance. Streams with different seeds do not disturb each other."""

    def __init__(self, *seed: object) -> None:
        self._random = Random("|".join(map(str, seed)))
        self.share = self._random.random

    def key(self) -> str:
        """A random UUID (version 4) as text."""
        digits = f"{self._random.getrandbits(128):032x}"
        variant = VARIANTS[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

    def chance(self, share: float) -> bool:
        """Yes, with this probability."""
        return self.share() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.share() * (most - least + 1))

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices, each equally likely."""
        return choices[int(self.share() * len(choices))]

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        """One of the choices, by weight."""
        return choices[self._place(weights)]

    def of(self, table: Sequence[tuple[T, float]]) -> T:
        """One of the first column of a table, by the weights in its second."""
        return table[self._place([weight for _, weight in table])][0]

    def some(self, choices: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
        """Up to `count` different choices, by weight."""
        left, left_weights = list(choices), list(weights)
        drawn: list[T] = []
        while left and len(drawn) < count:
            place = self._place(left_weights)
            drawn.append(left.pop(place))
            left_weights.pop(place)
        return drawn

    def _place(self, weights: Sequence[float]) -> int:
        point = self.share() * sum(weights)
        for place, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return place
        return len(weights) - 1

    def around(self, middle: float, spread: float) -> float:
        """A number around the middle, as heights and school sizes are."""
        return self._random.gauss(middle, spread)

    def skewed(self, middle: float, spread: float) -> float:
        """A number with most below the middle and a few far above."""
        return middle * self._random.lognormvariate(0, spread)

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """The choices in another order."""
        return self._random.sample(choices, len(choices))

    def day(self, first: date, end: date) -> date:
        """A day from `first` up to, not including, `end`."""
        return first + timedelta(days=int(self.share() * max((end - first).days, 1)))
