"""Recalibration (kalibrēšana): a shift and a stretch of the score, held near "leave as is" when data are few."""

from __future__ import annotations

import numpy as np

from pumpurs.analytics.model.sample import Floats
from pumpurs.analytics.model.terms import chance_of

ROUNDS = 25
SURENESS = np.array([1.0, 25.0])  # how strongly shift = 0 and stretch = 1 are believed beforehand


def shift_and_stretch(outcome: Floats, score: Floats) -> tuple[float, float]:
    """Logistic regression of the outcome on the score, with a prior at (0, 1)."""
    design = np.column_stack([np.ones_like(score), score])
    asis = np.array([0.0, 1.0])
    found = asis.copy()
    for _ in range(ROUNDS):
        chance = chance_of(design @ found)
        pull = design.T @ (outcome - chance) - SURENESS * (found - asis)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(SURENESS)
        step = np.linalg.solve(bend, pull)
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    return float(found[0]), float(found[1])


def shift_only(outcome: Floats, score: Floats) -> float:
    """The shift that makes the mean chance equal the share of outcomes, held near 0 when data are few."""
    shift = 0.0
    for _ in range(ROUNDS):
        chance = chance_of(shift + score)
        pull = float((outcome - chance).sum()) - SURENESS[0] * shift
        shift += pull / (float((chance * (1 - chance)).sum()) + SURENESS[0])
    return float(shift)
