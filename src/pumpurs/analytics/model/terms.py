"""A trained model as a small table (modeļa tabula): base + one number of points per indicator = score.

A score is the logarithm of the odds; the chance is 1 / (1 + e^-score). Points are kept in whole units of 10^-12,
so a sum is exact and the same on every engine. A term is a staircase (`cuts`, `points`) or a line (`slope` per unit
from `centre`); both have points for "not seen". Places (institutions) add a partially pooled base rate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from pumpurs.analytics.model.sample import Floats, Words

FORMAT = 1


class NotATable(ValueError):
    """The JSON is no model of ours, or was changed after it was written."""


@dataclass(frozen=True)
class Term:
    """Points of one indicator: points[i] holds from cuts[i-1] (inclusive) up to cuts[i]; a line adds its slope."""

    indicator: str
    points: tuple[float, ...]
    missing: float
    cuts: tuple[float, ...] = ()
    slope: float = 0.0
    centre: float = 0.0

    def of(self, values: Floats) -> Floats:
        """Points for each value; NaN is "not seen"."""
        step = np.asarray(self.points)[np.searchsorted(np.asarray(self.cuts), values, side="right")]
        with np.errstate(invalid="ignore"):
            found = step + self.slope * (values - self.centre)
        return np.where(np.isnan(values), self.missing, found)

    def times(self, factor: float) -> Term:
        """The same term with all its points multiplied."""
        return replace(
            self,
            points=tuple(one * factor for one in self.points),
            missing=self.missing * factor,
            slope=self.slope * factor,
        )


@dataclass(frozen=True)
class Terms:
    """The model: what it predicts, its base, terms and places, and the data it came from."""

    outcome: str
    kind: str
    base: float
    terms: tuple[Term, ...]
    places: Mapping[str, float] = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict)

    def points(self, inputs: Floats) -> Floats:
        """A column of points per term, in the order of the terms."""
        if not self.terms:
            return np.zeros((len(inputs), 0))
        return np.column_stack([term.of(inputs[:, i]) for i, term in enumerate(self.terms)])

    def place_points(self, place: Words | None, rows: int) -> Floats:
        """Points of the place; 0 for a place never seen."""
        if place is None:
            return np.zeros(rows)
        names, at = np.unique(place, return_inverse=True)
        return np.asarray([self.places.get(str(name), 0.0) for name in names], dtype=float)[at]

    def score(self, inputs: Floats, place: Words | None = None) -> Floats:
        """Base and the sum of all points."""
        sums: Floats = self.points(inputs).sum(axis=1)
        return np.asarray(self.base + sums + self.place_points(place, len(inputs)))

    def chance(self, inputs: Floats, place: Words | None = None) -> Floats:
        """The chance of the outcome, 0..1."""
        return chance_of(self.score(inputs, place))

    def recalibrated(self, shift: float, stretch: float) -> Terms:
        """score' = shift + stretch × score, as a table of the same shape."""
        return replace(
            self,
            base=shift + stretch * self.base,
            terms=tuple(term.times(stretch) for term in self.terms),
            places={name: points * stretch for name, points in self.places.items()},
        )

    def as_json(self) -> str:
        """The table as it is kept; `hash` is over everything else."""
        body = self._body()
        return json.dumps({"hash": _hash(body), **body}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def hash(self) -> str:
        """Names this model and no other."""
        return _hash(self._body())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a table back. NotATable if it is none or its hash does not fit."""
        try:
            body = json.loads(text)
            kept = body.pop("hash")
            if body["format"] != FORMAT:
                raise NotATable(
                    f"Format {body['format']} of a model is not known; this program reads {FORMAT}."
                )
            terms = tuple(
                Term(**{**one, "points": tuple(one["points"]), "cuts": tuple(one["cuts"])})
                for one in body["terms"]
            )
            found = cls(body["outcome"], body["kind"], body["base"], terms, body["places"], body["card"])
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as fault:
            raise NotATable(f"This is no model table: {fault}.") from fault
        if kept != _hash(body):
            raise NotATable("The model table was changed after it was written: its hash does not fit.")
        return found

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "outcome": self.outcome,
            "kind": self.kind,
            "base": self.base,
            "terms": [
                {
                    "indicator": term.indicator, "cuts": list(term.cuts), "points": list(term.points),
                    "missing": term.missing, "slope": term.slope, "centre": term.centre,
                }
                for term in self.terms
            ],
            "places": dict(self.places),
            "card": dict(self.card),
        }  # fmt: skip


def chance_of(score: Floats) -> Floats:
    """1 / (1 + e^-score), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * score)))


def score_of(chance: float) -> float:
    """The logarithm of the odds of a chance strictly between 0 and 1."""
    return float(np.log(chance / (1.0 - chance)))


def _hash(body: Mapping[str, Any]) -> str:
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
