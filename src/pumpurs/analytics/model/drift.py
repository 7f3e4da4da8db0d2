"""Drift alarm (novirzes trauksme): has an indicator moved since the training (population stability index)?

The index compares how learners spread over ten steps of the training, "not seen" being a step of its own. Above the
limit of the rulebook the model must not be used any more. Early in a semester little is
seen yet, so values are compared only with those of the same week of the semester.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from pumpurs.analytics.model.sample import Floats, Sample
from pumpurs.rulebook import risk_model

PARTS, PERCENT = 10, 100
FLOOR = 1e-4


@dataclass(frozen=True)
class Drift:
    """One indicator and its index."""

    indicator: str
    index: float

    def is_alarm(self, day: date) -> bool:
        """Whether it has moved further than the rulebook of a day allows."""
        return self.index > risk_model.number_on("drift_alarm", day) / PERCENT


def profile(values: Floats) -> dict[str, list[float]]:
    """What is kept of the training: edges of ten parts, and the share in each and of "not seen"."""
    seen = values[~np.isnan(values)]
    edges = np.unique(np.quantile(seen, np.linspace(0, 1, PARTS + 1)[1:-1])) if len(seen) else np.zeros(0)
    return {
        "edges": [float(edge) for edge in edges],
        "shares": [float(one) for one in _shares(values, edges)],
    }


def profiles(sample: Sample) -> dict[str, dict[str, list[float]]]:
    """The profile of every indicator of a training sample; it goes into the data card."""
    return {column.code: profile(sample.inputs[:, i]) for i, column in enumerate(sample.columns)}


def drift(kept: Mapping[str, Mapping[str, list[float]]], newest: Mapping[str, Floats]) -> tuple[Drift, ...]:
    """Every indicator of the training against its values now, the most moved first."""
    found = []
    for indicator, before in kept.items():
        was = np.maximum(np.array(before["shares"]), FLOOR)
        now = np.maximum(_shares(newest[indicator], np.array(before["edges"])), FLOOR)
        index = float(((now - was) * np.log(now / was)).sum())
        found.append(Drift(indicator, index))
    return tuple(sorted(found, key=lambda one: (-one.index, one.indicator)))


def _shares(values: Floats, edges: Floats) -> Floats:
    """Share of the values in each part, "not seen" last."""
    seen = ~np.isnan(values)
    counts = np.bincount(np.searchsorted(edges, values[seen], side="right"), minlength=len(edges) + 1)
    return np.append(counts, (~seen).sum()) / max(len(values), 1)
