"""What must be true before a step of a notice to the municipality; each returns None or a reason."""

from __future__ import annotations

from pumpurs.programme.alerts.models import DutyNotice
from pumpurs.values.reasons import Reason


def says_when_the_family_was_told(notice: DutyNotice) -> Reason | None:
    """The family, or who stands in its place, is told first; the day does not lie ahead."""
    if notice.family_told_on is None:
        return Reason("duty.send.family_not_told", place="id_family_told_on")
    if notice.today is None or notice.family_told_on > notice.today:
        return Reason("duty.send.day_ahead", place="id_family_told_on")
    return None


def tells_what_was_done(notice: DutyNotice) -> Reason | None:
    """The notice says how the cause was looked for."""
    return None if notice.cause.strip() else Reason("duty.send.no_cause", place="id_cause")


def says_why_no_notice_is_needed(notice: DutyNotice) -> Reason | None:
    """The cause is known, or the journal is wrong: a sentence says which."""
    return None if notice.outcome.strip() else Reason("duty.clear.no_reason", place="id_why")


def lapsed_by_itself(notice: DutyNotice) -> Reason | None:
    """What a head decided stays decided for the semester."""
    return None if notice.ended_by_id is None else Reason("duty.prepare_again.cleared")


def tells_how_it_ended(notice: DutyNotice) -> Reason | None:
    """The answer says what came of it."""
    return None if notice.outcome.strip() else Reason("duty.answer.no_outcome", place="id_outcome")
