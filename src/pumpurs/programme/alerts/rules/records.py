"""Records behind a fact (ieraksti aiz konstatētā): plain values, the newest first, never more than a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs.rulebook import attendance_codes
from pumpurs.rulebook.early_warning_rules import Suggestion

MOST_ABSENCES, MOST_MARKS, MOST_NOTES = 200, 100, 50


@dataclass(frozen=True)
class Week:
    """A week of school by its Monday: lessons that count, missed, missed without excuse; the figures are their sums.

    `uncounted`: missed without excuse where lessons held do not count; only the duty to tell counts them. `left_out`:
    lessons of a week of illness, which are in no share.
    """

    monday: date
    held: int
    missed: int
    unexcused: int
    uncounted: int = 0
    left_out: int = 0

    def with_school(self, other: Week) -> Week:
        """The same week with what another school says of it."""
        counts = ("held", "missed", "unexcused", "uncounted", "left_out")
        return Week(self.monday, *(getattr(self, one) + getattr(other, one) for one in counts))


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

    def bear_out(self, one: Suggestion, first: date, last: date) -> bool:
        """Enough of the lessons missed in the days of a fact are of the kind that the suggestion speaks of.

        Weeks left out of the figure say nothing here either.
        """
        if not one.codes:
            return True
        missed = {each.code for each in attendance_codes.table().rules.values() if each.missed}
        left_out = {week.monday for week in self.weeks if week.left_out}
        codes = [
            each.code
            for each in self.absences
            if first <= each.day <= last
            and each.code in missed
            and each.day - timedelta(days=each.day.weekday()) not in left_out
        ]
        return bool(codes) and 100 * sum(code in one.codes for code in codes) >= one.percent * len(codes)


NO_RECORDS = Records((), (), (), ())
