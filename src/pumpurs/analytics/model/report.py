"""What an evaluation found (novērtējuma pārskats): plain values, ready to be printed, drawn or kept as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pumpurs.analytics.model.groups import Spread, Treated
from pumpurs.analytics.model.measures import Bin
from pumpurs.analytics.model.published import Figure

CHOSEN = "model"
FLAGS, PLACE_MEAN = "flags", "place mean"
HIST, LIGHTGBM = "HistGradientBoosting", "LightGBM"
BLACK_BOXES = (HIST, LIGHTGBM)


@dataclass(frozen=True)
class AtCapacity:
    """Precision and recall when a share is flagged: over all, in each place, and in each area."""

    share: float
    precision: Spread
    recall: Spread
    precision_by_place: float | None
    recall_by_place: float | None
    precision_by_area: float | None = None
    recall_by_area: float | None = None


@dataclass(frozen=True)
class Figures:
    """One contender on the rows of the test."""

    name: str
    auc: Spread
    average_precision: float
    brier: float
    slope: float
    ece: float
    ahead: Spread | None
    capacity: tuple[AtCapacity, ...]
    curve: tuple[Bin, ...]


@dataclass(frozen=True)
class OfCohort:
    """The model on one cohort of the test, by what was closed before: figures over all may hide opposite errors."""

    cohort: str
    kind: str
    learners: int
    auc: float
    ece: float


@dataclass(frozen=True)
class AgainstFlags:
    """The flags and the model at the very share that has at least so many flags. `gain` is in recall."""

    flags: int
    share: float
    flags_recall: float
    flags_precision: float
    model_recall: float
    model_precision: float
    gain: Spread


@dataclass(frozen=True)
class Lead:
    """Time between the flag (at the working share) and the event, of learners who left and were flagged."""

    says: str
    left: int
    flagged: int
    median_weeks: float
    share_eight_weeks: float


@dataclass(frozen=True)
class Goal:
    """An aim and what came out."""

    what: str
    aim: float
    found: float
    reached: bool


@dataclass(frozen=True)
class Report:
    """One sample: who was judged, how, and everything that was measured."""

    name: str
    says: str
    split: str
    learners_trained: int
    learners: int
    share_with_outcome: float
    chosen: tuple[str, ...]
    figures: tuple[Figures, ...]
    cohorts: tuple[OfCohort, ...]
    kept_first: Figures | None
    by_folds_auc: float | None
    as_published_auc: float | None
    against_flags: tuple[AgainstFlags, ...]
    beats_flags: bool
    verdict: str
    groups: tuple[Treated, ...]
    lead: Lead | None
    goals: tuple[Goal, ...]
    published: tuple[Figure, ...]
    notes: tuple[str, ...]
    made_up: tuple[str, ...] = ()

    def of(self, name: str) -> Figures:
        """The figures of one contender."""
        return next(one for one in self.figures if one.name == name)

    def as_data(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)
