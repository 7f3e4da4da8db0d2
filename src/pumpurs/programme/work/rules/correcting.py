"""What a correction (labojums) of a month that was sent may change: of what a learner got, of hours with a plan."""

from __future__ import annotations

from collections.abc import Iterator

from pumpurs.values.reasons import Reason


def against_correction(
    *,
    minutes_now: int,
    delta: int,
    session_minutes: int,
    minutes_left: int,
    reason: str,
    attended: bool = True,
) -> tuple[Reason, ...]:
    """Every reason against changing what a learner got by `delta`; `minutes_left`: of the measure's planned hours.

    Who was absent (not `attended`) gets nothing by a correction: a session that took place is recorded as one.
    """
    found = tuple(_against_correction(minutes_now, delta, session_minutes, minutes_left, reason))
    if not attended and minutes_now + delta > 0:
        found += (Reason("work.correct.absent", place="minutes"),)
    return found


def _against_correction(now: int, delta: int, session: int, left: int, reason: str) -> Iterator[Reason]:
    if delta == 0:
        yield Reason("work.correct.nothing", place="minutes")
    if now + delta < 0:
        yield Reason("work.correct.below_nothing", {"minutes": now}, place="minutes")
    if now + delta > session:
        yield Reason("work.correct.longer_than_session", {"minutes": session}, place="minutes")
    if delta > left:
        yield Reason("work.correct.over_planned", {"left_minutes": left}, place="minutes")
    if not reason.strip():
        yield Reason("work.correct.says_nothing", place="reason")


def against_correction_of_hours(
    *, minutes_now: int, delta: int, minutes_left: int, reason: str
) -> tuple[Reason, ...]:
    """Every reason against changing hours with a plan by `delta`; `minutes_left`: of those for the plan itself."""
    return tuple(_against_correction_of_hours(minutes_now, delta, minutes_left, reason))


def _against_correction_of_hours(minutes_now: int, delta: int, left: int, reason: str) -> Iterator[Reason]:
    if delta == 0:
        yield Reason("work.correct.nothing", place="minutes")
    if minutes_now + delta < 0:
        yield Reason("work.correct.hours_below_nothing", {"minutes": minutes_now}, place="minutes")
    if delta > left:
        yield Reason("work.prepare.over_cap", {"left_minutes": left}, place="minutes")
    if not reason.strip():
        yield Reason("work.correct.says_nothing", place="reason")
