"""Training (modeļa apmācība): terms, base rates of places, recalibration on the newest closed cohort, and the choice.

Both kinds of model are tried on the newest closed cohort with what was known before it; the smaller Brier score wins,
a tie goes to the plain regression. Then the winner is trained on all closed cohorts. The stretch found out of time
stays; the shift is set on the newest cohort.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from pumpurs.analytics.model import boosting, regression
from pumpurs.analytics.model.calibration import shift_and_stretch, shift_only
from pumpurs.analytics.model.drift import profiles
from pumpurs.analytics.model.places import pooled
from pumpurs.analytics.model.sample import Floats, Ints, Sample
from pumpurs.analytics.model.terms import Terms, chance_of

KINDS = (regression.KIND, boosting.KIND)
TIE = 1e-4
INNER_FOLDS = 3
SEED = 20


@dataclass(frozen=True)
class Trained:
    """Every kind, ready to score; `chosen` names the one to use, `brier` what each reached in the trial."""

    by_kind: dict[str, Terms]
    chosen: str
    brier: dict[str, float]

    @property
    def best(self) -> Terms:
        """The chosen one."""
        return self.by_kind[self.chosen]


def plain(sample: Sample, kind: str, bags: int = boosting.BAGS) -> Terms:
    """One kind with base rates of places, as it comes out of the data, not recalibrated.

    Boosting is told the base rates of places beforehand, so that indicators do not have to stand in for them.
    """
    if kind == regression.KIND:
        return _with_places(regression.fitted(sample), sample)
    offset = None
    if sample.place is not None:
        offset = _with_places(regression.fitted(sample), sample).place_points(sample.place, len(sample))
    terms, _ = boosting.fitted(sample, offset, bags)
    return _with_places(terms, sample)


def trained(sample: Sample, cohorts: tuple[str, ...] = ()) -> Trained:
    """All kinds trained on closed `cohorts`, oldest first (without time: on all rows), and the choice."""
    rows = sample.rows(sample.of(cohorts)) if cohorts else sample
    newest = rows.of(cohorts[-1:]) if len(cohorts) > 1 else np.ones(len(rows), dtype=bool)
    by_kind, brier = {}, {}
    for kind in KINDS:
        tried = _out_of_time(rows, kind, newest) if len(cohorts) > 1 else _out_of_fold(rows, kind)
        judged = rows.rows(newest)
        shift, stretch = shift_and_stretch(judged.outcome, tried)
        brier[kind] = float(np.mean((chance_of(tried) - judged.outcome) ** 2))
        terms = plain(rows, kind).recalibrated(0.0, stretch)
        shift = shift_only(judged.outcome, terms.score(judged.inputs, judged.place))
        by_kind[kind] = replace(terms, base=terms.base + shift)
    chosen = boosting.KIND if brier[boosting.KIND] < brier[regression.KIND] - TIE else regression.KIND
    return Trained(by_kind, chosen, brier)


def _out_of_time(rows: Sample, kind: str, newest: np.ndarray) -> Floats:
    judged = rows.rows(newest)
    return plain(rows.rows(~newest), kind).score(judged.inputs, judged.place)


def _out_of_fold(rows: Sample, kind: str) -> Floats:
    found = np.zeros(len(rows))
    for inside in folds(rows.outcome, INNER_FOLDS):
        held = rows.rows(inside)
        rest = rows.rows(np.setdiff1d(np.arange(len(rows)), inside))
        found[inside] = plain(rest, kind, boosting.BAGS_OF_A_TRIAL).score(held.inputs, held.place)
    return found


def folds(outcome: Floats, parts: int, seed: int = SEED) -> list[Ints]:
    """Rows dealt into parts with the same share of outcomes in each; only where there is no time to split by."""
    order = np.random.default_rng(seed).permutation(len(outcome))
    order = order[np.argsort(outcome[order], kind="stable")]
    return [np.sort(order[part::parts]) for part in range(parts)]


def _with_places(terms: Terms, sample: Sample) -> Terms:
    if sample.place is None:
        return terms
    return replace(terms, places=pooled(sample.place, sample.outcome, terms.score(sample.inputs)))


def finished(sample: Sample, made_on: str) -> Terms:
    """The chosen model trained on every cohort of the sample, with its data card: what is kept and switched on."""
    cohorts = tuple(sorted(set(sample.cohort.tolist()))) if sample.cohort is not None else ()
    found = trained(sample, cohorts)
    data = hashlib.sha256(np.ascontiguousarray(np.column_stack([sample.inputs, sample.outcome])).tobytes())
    card = {
        "made_on": made_on,
        "sample": sample.name,
        "predicts": sample.says,
        "learners": len(sample),
        "share_with_outcome": round(float(sample.outcome.mean()), 6),
        "cohorts": list(cohorts),
        "brier_of_trial": {kind: round(value, 6) for kind, value in found.brier.items()},
        "indicators": {column.code: column.says for column in sample.columns},
        "data_sha256": data.hexdigest(),
        "profiles": profiles(sample),
        "week": sample.taken_in,
    }
    return replace(found.best, card=card)
