"""Bootstrap intervals (ticamības intervāli): rows drawn again and again; whole places where there are many."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pumpurs.analytics.model.sample import Floats, Words

DRAWS = 400
SEED = 20
FEWEST_CLUSTERS = 10

Interval = tuple[float, float]


def draws(rows: int, place: Words | None, times: int = DRAWS, seed: int = SEED) -> list[Floats]:
    """Row weights of each draw; drawn by place if there are at least ten of them."""
    luck = np.random.default_rng(seed)
    cluster = np.arange(rows)
    if place is not None and len(np.unique(place)) >= FEWEST_CLUSTERS:
        cluster = np.unique(place, return_inverse=True)[1]
    many = int(cluster.max()) + 1
    return [
        np.bincount(luck.integers(0, many, many), minlength=many)[cluster].astype(float) for _ in range(times)
    ]


def interval(figure: Callable[[Floats], float], drawn: list[Floats]) -> Interval:
    """The middle 95 % of the figure over the draws."""
    return middle(np.array([figure(weights) for weights in drawn]))


def middle(found: Floats) -> Interval:
    """The middle 95 % of what was found; NaN ends if there was nothing."""
    found = found[~np.isnan(found)]
    if not len(found):
        return float("nan"), float("nan")
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)
