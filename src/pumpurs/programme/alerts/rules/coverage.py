"""Which days of a time the journal of a school tells of (žurnāla aptvere)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pumpurs.rulebook import calendar
from pumpurs.values.periods import Span, month_of, months_between


@dataclass(frozen=True)
class Coverage:
    """`begins`: the first day told of, where school days before it are not; `missing`: months without a row, by their
    first day.
    """

    begins: date | None = None
    missing: tuple[date, ...] = ()


def coverage(held: Mapping[date, date], *, first: date, last: date) -> Coverage:
    """What is lacking between two days, both included. `held`: the first day with a row of each month with rows."""
    inside = {month: day for month, day in held.items() if day <= last and month >= first.replace(day=1)}
    if not inside:
        return Coverage()
    begins = max(first, min(inside.values()))
    late = begins > first and calendar.school_days(Span(first, begins)) > 0
    spans = [
        one.span for one in months_between(month_of(first), month_of(last)) if one.span.first not in inside
    ]
    days = {span.first: Span.through(max(span.first, first), min(span.last, last)) for span in spans}
    lacking = tuple(month for month, span in days.items() if calendar.school_days(span))
    return Coverage(begins if late else None, lacking)
