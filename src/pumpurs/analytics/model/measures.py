"""Measures of a ranking and of its chances (kvalitātes mēri), all with row weights, ties shared fairly.

A weight is how often a row was drawn in a bootstrap; ones for the plain figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pumpurs.analytics.model.calibration import ROUNDS
from pumpurs.analytics.model.sample import Floats, Words
from pumpurs.analytics.model.terms import chance_of

CURVE_BINS = 10
NARROW = 1e-6


class Ranking:
    """Outcomes in the order of a score, sorted once so that a bootstrap is cheap."""

    def __init__(self, outcome: Floats, score: Floats) -> None:
        self._order = np.argsort(-score, kind="stable")
        self._outcome = outcome[self._order]
        ordered = score[self._order]
        self._last_of_tie = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)

    def _blocks(self, weights: Floats | None) -> tuple[Floats, Floats]:
        """Weight of those with and without the outcome up to the end of each block of equal scores."""
        weight = np.ones(len(self._outcome)) if weights is None else weights[self._order]
        with_it = np.cumsum(weight * self._outcome)[self._last_of_tie]
        all_of_them = np.cumsum(weight)[self._last_of_tie]
        return with_it, all_of_them - with_it

    def auc(self, weights: Floats | None = None) -> float:
        """Chance that a learner with the outcome stands above one without; ties count half. NaN if one is lacking."""
        return _area(*self._blocks(weights))

    def average_precision(self, weights: Floats | None = None) -> float:
        """Mean precision over the recall steps."""
        hits, misses = self._blocks(weights)
        if hits[-1] == 0:
            return float("nan")
        flagged = np.maximum(hits + misses, NARROW)
        return float((np.diff(hits, prepend=0.0) * hits / flagged).sum() / hits[-1])

    def at(self, share: float, weights: Floats | None = None) -> tuple[float, float]:
        """Precision and recall when this share is flagged; the block at the border is taken in part."""
        return _at(share, *self._blocks(weights))

    def several(self, shares: Sequence[float], weights: Floats | None = None) -> tuple[float, ...]:
        """The area, then precision and recall at each share, in one go."""
        hits, misses = self._blocks(weights)
        return (_area(hits, misses), *(one for share in shares for one in _at(share, hits, misses)))


def _area(hits: Floats, misses: Floats) -> float:
    if hits[-1] == 0 or misses[-1] == 0:
        return float("nan")
    mean_hits = (hits + np.append(0.0, hits[:-1])) / 2
    return float((np.diff(misses, prepend=0.0) * mean_hits).sum() / (hits[-1] * misses[-1]))


def _at(share: float, hits: Floats, misses: Floats) -> tuple[float, float]:
    flagged = np.append(0.0, hits + misses)
    found = float(np.interp(share * flagged[-1], flagged, np.append(0.0, hits)))
    return found / float(share * flagged[-1]), found / float(hits[-1]) if hits[-1] else float("nan")


def flagged_part(score: Floats, share: float, place: Words | None = None) -> Floats:
    """For each row, the part of it that is flagged (0, 1, or between at the border), overall or in each place."""
    if place is not None:
        part = np.zeros(len(score))
        for name in np.unique(place):
            here = place == name
            part[here] = flagged_part(score[here], share)
        return part
    room = share * len(score)
    _, at, count = np.unique(-score, return_inverse=True, return_counts=True)
    before = np.append(0, np.cumsum(count)[:-1])
    return np.asarray(np.clip((room - before) / count, 0.0, 1.0)[at])


def brier(outcome: Floats, chance: Floats) -> float:
    """Mean squared difference between chance and outcome."""
    return float(np.mean((chance - outcome) ** 2))


def slope(outcome: Floats, chance: Floats) -> float:
    """Calibration slope: 1 is right, below 1 the chances are too extreme."""
    held = np.clip(chance, NARROW, 1 - NARROW)
    design = np.column_stack([np.ones(len(held)), np.log(held / (1 - held))])
    found = np.array([0.0, 1.0])
    for _ in range(ROUNDS):
        fit = chance_of(design @ found)
        bend = (design * (fit * (1 - fit))[:, None]).T @ design + np.eye(2) * NARROW
        found = found + np.clip(np.linalg.solve(bend, design.T @ (outcome - fit)), -2.0, 2.0)
    return float(found[1])


@dataclass(frozen=True)
class Bin:
    """One point of the calibration curve."""

    learners: int
    mean_chance: float
    share_with_outcome: float


def curve(outcome: Floats, chance: Floats, bins: int = CURVE_BINS) -> tuple[Bin, ...]:
    """Ten equally large groups by chance: what was said, and what came."""
    parts = np.array_split(np.argsort(chance, kind="stable"), bins)
    return tuple(
        Bin(len(part), float(chance[part].mean()), float(outcome[part].mean())) for part in parts if len(part)
    )


def ece(outcome: Floats, chance: Floats, bins: int = CURVE_BINS) -> float:
    """Expected calibration error: mean distance of the curve from the diagonal."""
    points = curve(outcome, chance, bins)
    apart = sum(one.learners * abs(one.mean_chance - one.share_with_outcome) for one in points)
    return apart / len(outcome)
