"""Logistic regression (the challenger): a straight line per indicator, ridge strength by inner folds."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from pumpurs.analytics.model.sample import Floats, Ints, Sample
from pumpurs.analytics.model.terms import Term, Terms

KIND = "regression"
SEED = 20
STRENGTHS = (0.01, 0.1, 1.0, 10.0)


def fitted(sample: Sample) -> Terms:
    """The terms of a ridge logistic regression; "not seen" has points of its own."""
    inputs, outcome = sample.inputs, sample.outcome.astype(np.int64)
    with np.errstate(all="ignore"):
        seen = ~np.isnan(inputs)
        count = np.maximum(seen.sum(axis=0), 1)
        centre = np.where(seen, inputs, 0.0).sum(axis=0) / count
        spread = np.sqrt(np.where(seen, (inputs - centre) ** 2, 0.0).sum(axis=0) / count)
    spread = np.where(spread > 0, spread, 1.0)
    scaled = np.where(seen, (inputs - centre) / spread, 0.0)
    holed = np.flatnonzero(~seen.all(axis=0))
    design = np.hstack([scaled, (~seen[:, holed]).astype(float)])
    weights, base = _weights(design, outcome)
    missing = np.zeros(inputs.shape[1])
    missing[holed] = weights[inputs.shape[1] :]
    terms = tuple(
        Term(
            column.code, (0.0,), missing=float(missing[i]), slope=float(weights[i] / spread[i]), centre=float(centre[i])
        )
        for i, column in enumerate(sample.columns)
    )  # fmt: skip
    return Terms(sample.name, KIND, base, terms)


def _weights(design: Floats, outcome: Ints) -> tuple[Floats, float]:
    search = GridSearchCV(
        LogisticRegression(max_iter=2000),
        {"C": list(STRENGTHS)},
        scoring="neg_log_loss",
        cv=StratifiedKFold(5, shuffle=True, random_state=SEED),
    )
    best = search.fit(design, outcome).best_estimator_
    return np.asarray(best.coef_[0], dtype=float), float(best.intercept_[0])
