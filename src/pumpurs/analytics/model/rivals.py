"""What a model must beat (salīdzināmie): flags, the mean of the place (Perdomo 2023), and black boxes.

The black boxes get the same inputs, and the place as one more column each; they are for comparison only and never
score a learner. LightGBM is left out where it is not installed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from pumpurs.analytics.model.places import pooled
from pumpurs.analytics.model.report import FLAGS, HIST, LIGHTGBM, PLACE_MEAN
from pumpurs.analytics.model.sample import Floats, Sample
from pumpurs.analytics.model.terms import chance_of, score_of

LIGHT = importlib.util.find_spec("lightgbm") is not None
if LIGHT:
    from lightgbm import LGBMClassifier

SEED = 20

Predict = Callable[[Sample, Sample], Floats]


def flags(train: Sample, test: Sample) -> Floats:
    """Share with the outcome among learners of the training with as many flags; rises with the flags."""
    levels = np.unique(train.flags)
    share = np.array([_shrunk(train.outcome[train.flags == level], train.outcome.mean()) for level in levels])
    share = np.maximum.accumulate(share) + np.arange(len(share)) * 1e-9
    return np.asarray(np.interp(test.flags, levels, share))


def place_mean(train: Sample, test: Sample) -> Floats:
    """The partially pooled share of the place alone."""
    base = score_of(float(np.clip(train.outcome.mean(), 1e-6, 1 - 1e-6)))
    if train.place is None or test.place is None:
        return np.full(len(test), train.outcome.mean())
    points = pooled(train.place, train.outcome, np.full(len(train), base))
    return chance_of(np.array([base + points.get(str(name), 0.0) for name in test.place]))


def hist_boosting(train: Sample, test: Sample) -> Floats:
    """scikit-learn's gradient boosting."""
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=150, max_leaf_nodes=15, min_samples_leaf=_leaf(train), l2_regularization=1.0,
        random_state=SEED,
    )  # fmt: skip
    return _predicted(model, train, test)


def light_boosting(train: Sample, test: Sample) -> Floats:
    """LightGBM."""
    model = LGBMClassifier(
        learning_rate=0.05, n_estimators=150, num_leaves=15, min_child_samples=_leaf(train), reg_lambda=1.0,
        n_jobs=1, random_state=SEED, verbose=-1,
    )  # fmt: skip
    return _predicted(model, train, test)


def rivals() -> Mapping[str, Predict]:
    """Those that can be tried here, by name."""
    offered: dict[str, Predict] = {FLAGS: flags, PLACE_MEAN: place_mean, HIST: hist_boosting}
    if LIGHT:
        offered[LIGHTGBM] = light_boosting
    return offered


def _predicted(model: Any, train: Sample, test: Sample) -> Floats:
    names = np.unique(train.place) if train.place is not None else np.zeros(0)
    model.fit(_wide(train, names), train.outcome.astype(np.int64))
    return np.asarray(model.predict_proba(_wide(test, names))[:, 1], dtype=float)


def _wide(sample: Sample, names: np.ndarray) -> Floats:
    if sample.place is None:
        return sample.inputs
    return np.hstack([sample.inputs, (sample.place[:, None] == names[None, :]).astype(float)])


def _leaf(train: Sample) -> int:
    return 40 if len(train) > 2_000 else 15


def _shrunk(outcome: Floats, towards: float) -> float:
    return float((outcome.sum() + 2 * towards) / (len(outcome) + 2))
