"""How the same cut-off treats groups (grupu salīdzinājums): recall, false alarms and calibration, with intervals.

Groups judge the model and never feed it. A group with too few learners is named without figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pumpurs.analytics.model.measures import flagged_part
from pumpurs.analytics.model.resample import Interval, interval
from pumpurs.analytics.model.sample import Floats, Words

FEWEST_LEARNERS, FEWEST_OUTCOMES = 50, 10

Spread = tuple[float, float, float]


@dataclass(frozen=True)
class Treated:
    """One group at the cut-off; each figure with the ends of its interval. `apart` is mean chance - share."""

    group: str
    label: str
    learners: int
    share_with_outcome: float | None = None
    recall: Spread | None = None
    false_alarms: Spread | None = None
    apart: Spread | None = None


def treated(
    groups: Mapping[str, Words], outcome: Floats, chance: Floats, share: float, drawn: list[Floats]
) -> tuple[Treated, ...]:
    """Every label of every group, when `share` of all learners is flagged."""
    part = flagged_part(chance, share)
    found = []
    for group, labels in groups.items():
        for label in np.unique(labels):
            here = labels == label
            found.append(_one(group, str(label), here, outcome, chance, part, drawn))
    return tuple(found)


def _one(
    group: str,
    label: str,
    here: np.ndarray,
    outcome: Floats,
    chance: Floats,
    part: Floats,
    drawn: list[Floats],
) -> Treated:
    y, p, flagged = outcome[here], chance[here], part[here]
    learners = int(here.sum())
    if learners < FEWEST_LEARNERS or min(y.sum(), (1 - y).sum()) < FEWEST_OUTCOMES:
        return Treated(group, label, learners)
    weights = [one[here] for one in drawn]

    def spread(values: Floats, base: Floats) -> Spread:
        def figure(weight: Floats) -> float:
            among = float((weight * base).sum())
            return float((weight * base * values).sum()) / among if among else float("nan")

        ends: Interval = interval(figure, weights)
        return (figure(np.ones(learners)), *ends)

    everyone = np.ones(learners)
    return Treated(
        group,
        label,
        learners,
        float(y.mean()),
        spread(flagged, y),
        spread(flagged, 1 - y),
        spread(p - y, everyone),
    )
