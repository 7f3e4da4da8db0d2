"""What a model learns from and is judged on (izlase): a row per learner and moment of prediction.

`inputs` holds one column per indicator, NaN where nothing was seen. Groups are for judging only: nothing in
`groups` ever reaches a model. A place (school, study course) is no input either; it gives a base rate alone.
An area (municipality) is for judging only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.str_]
Marked = npt.NDArray[np.bool_]

ANY, MORE, LESS = 0, 1, -1


@dataclass(frozen=True)
class Input:
    """An indicator as an input: `worse` says which way the risk may only go up (MORE, LESS) or ANY."""

    code: str
    says: str
    worse: int = ANY


@dataclass(frozen=True)
class Split:
    """Cohorts that were closed when those of `test` were predicted, oldest first."""

    train: tuple[str, ...]
    test: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """One outcome of one data set. `flags` counts the plain rules that fired; `weeks` to the event, NaN if none.

    `taken_in` is the week of the semester in which all inputs were seen, where there are semesters; `made_up` are
    those whose inputs were taken long after, from journals as corrected since.
    `more` are inputs that publications use and we refuse; with them a published figure is made again, nothing else.
    """

    name: str
    says: str
    columns: tuple[Input, ...]
    inputs: Floats
    outcome: Floats
    flags: Floats
    place: Words | None = None
    area: Words | None = None
    cohort: Words | None = None
    splits: tuple[Split, ...] = ()
    groups: Mapping[str, Words] = field(default_factory=dict)
    weeks: Floats | None = None
    weeks_says: str = ""
    notes: tuple[str, ...] = ()
    taken_in: int | None = None
    made_up: tuple[str, ...] = ()
    more: tuple[Input, ...] = ()
    more_inputs: Floats | None = None

    def __post_init__(self) -> None:
        shape = (len(self.outcome), len(self.columns))
        if self.inputs.shape != shape:
            raise ValueError(f"{self.name}: inputs are {self.inputs.shape}, expected {shape}")

    def __len__(self) -> int:
        return len(self.outcome)

    def rows(self, chosen: Marked | Ints) -> Sample:
        """The same sample with some of its rows."""
        return replace(
            self,
            inputs=self.inputs[chosen],
            outcome=self.outcome[chosen],
            flags=self.flags[chosen],
            place=None if self.place is None else self.place[chosen],
            area=None if self.area is None else self.area[chosen],
            cohort=None if self.cohort is None else self.cohort[chosen],
            groups={name: of[chosen] for name, of in self.groups.items()},
            weeks=None if self.weeks is None else self.weeks[chosen],
            more_inputs=None if self.more_inputs is None else self.more_inputs[chosen],
        )

    def with_more(self) -> Sample:
        """The same learners with the inputs that publications use."""
        if self.more_inputs is None:
            return self
        inputs = np.hstack([self.inputs, self.more_inputs])
        return replace(self, columns=self.columns + self.more, inputs=inputs, more=(), more_inputs=None)

    def of(self, cohorts: tuple[str, ...]) -> Marked:
        """Which rows belong to one of the cohorts."""
        if self.cohort is None:
            raise ValueError(f"{self.name} has no cohorts")
        return np.isin(self.cohort, cohorts)
