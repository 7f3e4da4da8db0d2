"""What must be true before a step of an alert or of a notice; each returns None or a reason."""

from __future__ import annotations

from datetime import timedelta

from pumpurs.programme.alerts.models import Alert, DutyNotice
from pumpurs.rulebook import alert_handling
from pumpurs.values.reasons import Reason


def says_what_was_done(alert: Alert) -> Reason | None:
    """A sentence about the talk."""
    return None if alert.asked.note.strip() else Reason("alert.talk.no_note", place="id_talk_note")


def says_why_set_aside(alert: Alert) -> Reason | None:
    """A reason in words."""
    return (
        None if alert.asked.note.strip() else Reason("alert.set_aside.no_reason", place="id_set_aside_note")
    )


def says_why_it_is_wrong(alert: Alert) -> Reason | None:
    """A reason in words."""
    return None if alert.asked.note.strip() else Reason("alert.disagree.no_reason", place="id_disagree_note")


def until_a_day_not_far_off(alert: Alert) -> Reason | None:
    """A day after today, within the time of the rulebook."""
    day, until = alert.asked.day, alert.asked.until
    if day is None or until is None or until <= day:
        return Reason("alert.set_aside.no_day", place="id_until")
    last = day + timedelta(days=alert_handling.most_on("set_aside_days", day))
    return None if until <= last else Reason("alert.set_aside.too_long", {"last": last}, place="id_until")


def the_law_does_not_wait(alert: Alert) -> Reason | None:
    """The duty to report is not set aside; the notice is written, or the figure is wrong."""
    return Reason("alert.set_aside.duty") if alert.kind == "duty" else None


def tells_what_was_done(notice: DutyNotice) -> Reason | None:
    """The notice says how the cause was looked for."""
    return None if notice.cause.strip() else Reason("duty.send.no_cause", place="id_cause")


def tells_how_it_ended(notice: DutyNotice) -> Reason | None:
    """The follow-up ends with what came of it."""
    return None if notice.outcome.strip() else Reason("duty.end.no_outcome", place="id_outcome")
