"""The base rate of a place (skolas pamatlīmenis), partially pooled: a place with few learners stays near zero.

Ridge estimate of one number per place on top of given scores; how much places differ is learned from the data.
"""

from __future__ import annotations

import numpy as np

from pumpurs.analytics.model.sample import Floats, Words
from pumpurs.analytics.model.terms import chance_of

ROUNDS = 30
NARROWEST, WIDEST = 1e-4, 1.0


def pooled(place: Words, outcome: Floats, score: Floats) -> dict[str, float]:
    """Points of each place (logarithm of odds), shrunk towards 0."""
    names, at = np.unique(place, return_inverse=True)
    points, spread = np.zeros(len(names)), 0.1
    for _ in range(ROUNDS):
        chance = chance_of(score + points[at])
        pull = np.bincount(at, outcome - chance, len(names)) - points / spread
        weight = np.bincount(at, chance * (1 - chance), len(names)) + 1 / spread
        points = points + pull / weight
        spread = float(np.clip(np.mean(points**2 + 1 / weight), NARROWEST, WIDEST))
    return {str(name): float(one) for name, one in zip(names, points, strict=True)}
