"""Records behind a fact (ieraksti aiz konstatētā): plain values, the newest first, never more than a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST_ABSENCES, MOST_MARKS, MOST_NOTES = 200, 100, 50


@dataclass(frozen=True)
class Week:
    """A week of school by its Monday: lessons held, missed, missed without excuse."""

    monday: date
    held: int
    missed: int
    unexcused: int


@dataclass(frozen=True)
class Absence:
    """One lesson that was missed or come late to; `code`: of attendance_codes."""

    day: date
    lesson: int
    code: int
    subject: str


@dataclass(frozen=True)
class MarkGiven:
    """One mark on the 10-point scale, or a pass or fail."""

    day: date
    subject: str
    mark: int | None
    passed: int | None


@dataclass(frozen=True)
class Remark:
    """One remark; `code`: of note_kinds."""

    day: date
    code: int


@dataclass(frozen=True)
class Records:
    """Everything of one learner. `cut`: there is more than is kept."""

    weeks: tuple[Week, ...]
    absences: tuple[Absence, ...]
    marks: tuple[MarkGiven, ...]
    notes: tuple[Remark, ...]
    cut: bool = False

    def bounded(self) -> Records:
        """The newest of each kind, as many as are kept."""
        fits = (
            len(self.absences) <= MOST_ABSENCES
            and len(self.marks) <= MOST_MARKS
            and len(self.notes) <= MOST_NOTES
        )
        return Records(
            self.weeks, self.absences[:MOST_ABSENCES], self.marks[:MOST_MARKS], self.notes[:MOST_NOTES],
            not fits,
        )  # fmt: skip
