"""Indicators (rādītāji): one file each, named like its block in rulebook/tables/indicators.toml.

`value(evidence, window)` gives learner, num, den and seen, whole numbers all; the figure is num / den.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from pumpurs.analytics.evidence import Evidence
from pumpurs.analytics.indicators import (
    absence_change,
    behaviour_notes,
    change_of_school,
    enrolled_nowhere,
    insufficient_subjects,
    mark_fall,
    mean_mark,
    missed_share,
    repeated_grade,
    support_no_shows,
    unexcused_lessons,
    unexcused_share,
)
from pumpurs.analytics.moment import Moment
from pumpurs.rulebook import indicators

VALUES: dict[str, Callable[[Evidence, str], ir.Table]] = {
    "missed_share": missed_share.value,
    "unexcused_share": unexcused_share.value,
    "unexcused_lessons": unexcused_lessons.value,
    "absence_change": absence_change.value,
    "insufficient_subjects": insufficient_subjects.value,
    "mean_mark": mean_mark.value,
    "mark_fall": mark_fall.value,
    "repeated_grade": repeated_grade.value,
    "change_of_school": change_of_school.value,
    "behaviour_notes": behaviour_notes.value,
    "support_no_shows": support_no_shows.value,
    "enrolled_nowhere": enrolled_nowhere.value,
}


COMPARED_WITH = {"absence_change": "school_year"}  # spans outside their window that indicators look at, too


@dataclass(frozen=True)
class Figure:
    """An indicator over one of its windows. `number` stands for it inside expressions."""

    number: int
    indicator: str
    window: str
    absent_is_zero: bool

    def of(self, evidence: Evidence) -> ir.Table:
        """The figure of every learner who has one."""
        return VALUES[self.indicator](evidence, self.window)

    @property
    def evidence(self) -> str:
        """The kind of records the figure is made of."""
        return indicators.indicator(self.indicator).evidence

    def first_day(self, moment: Moment) -> date:
        """The earliest day that the figure looks at."""
        return moment.window(COMPARED_WITH.get(self.indicator, self.window)).first


def figures() -> tuple[Figure, ...]:
    """Every indicator over every window the rulebook offers it for."""
    pairs = [(one, window) for one in indicators.table().rules.values() for window in one.windows]
    return tuple(
        Figure(number, one.key, window, one.absent_is_zero) for number, (one, window) in enumerate(pairs)
    )


__all__ = ["VALUES", "Figure", "figures"]
