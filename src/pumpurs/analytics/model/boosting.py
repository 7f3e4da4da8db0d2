"""Explainable boosting with main effects only: trained with `interpret-core`, kept as a table of terms."""

from __future__ import annotations

import warnings

import numpy as np
from interpret.glassbox import ExplainableBoostingClassifier

from pumpurs.analytics.model.sample import Floats, Sample
from pumpurs.analytics.model.terms import Term, Terms

KIND = "ebm"
SEED = 20
BAGS, BAGS_OF_A_TRIAL = 8, 2
FEW = 2_000  # below: coarser stairs and more learners to a step


def fitted(
    sample: Sample, offset: Floats | None = None, bags: int = BAGS
) -> tuple[Terms, ExplainableBoostingClassifier]:
    """The terms, and the library's own model they were read from (for the test that they are equal)."""
    few = len(sample) < FEW
    model = ExplainableBoostingClassifier(
        feature_names=[column.code for column in sample.columns],
        feature_types=["continuous"] * len(sample.columns),
        interactions=0,
        outer_bags=bags,
        learning_rate=0.04,
        early_stopping_rounds=50,
        max_bins=32 if few else 64,
        min_samples_leaf=10 if few else 25,
        monotone_constraints=[column.worse for column in sample.columns],
        n_jobs=1,
        random_state=SEED,
    )
    with warnings.catch_warnings():  # of missing values: "not seen" has a term of its own
        warnings.filterwarnings("ignore", message="Missing values detected")
        model.fit(sample.inputs, sample.outcome.astype(np.int64), init_score=offset)
    return read(sample, model), model


def read(sample: Sample, model: ExplainableBoostingClassifier) -> Terms:
    """The library's model as our table. A term the library left out has no points at all."""
    stairs = {
        features[0]: (np.asarray(model.bins_[features[0]][0], dtype=float), np.asarray(scores, dtype=float))
        for features, scores in zip(model.term_features_, model.term_scores_, strict=True)
    }
    terms = []
    for at, column in enumerate(sample.columns):
        cuts, scores = stairs.get(at, (np.zeros(0), np.zeros(2)))
        steps = scores[1 : len(cuts) + 2]
        terms.append(
            Term(
                column.code,
                points=tuple(map(float, steps)),
                missing=float(scores[0]),
                cuts=tuple(map(float, cuts)),
            )
        )
    return Terms(sample.name, KIND, float(np.ravel(model.intercept_)[0]), tuple(terms))
