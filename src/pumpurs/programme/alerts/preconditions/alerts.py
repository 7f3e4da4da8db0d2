"""What must be true before a step of an alert; each returns None or a reason."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.alerts.rules.alerts import BY_PEOPLE, DUTY
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import alert_handling
from pumpurs.values.reasons import Reason


def says_what_was_done(alert: Alert) -> Reason | None:
    """A sentence about the talk."""
    return None if alert.asked.note.strip() else Reason("alert.talk.no_note", place="id_talk_note")


def people_said_it(alert: Alert) -> Reason | None:
    """A person wrote it: it waits for a talk, a draft alone does not answer it."""
    return None if alert.source in BY_PEOPLE else Reason("alert.draft.of_rules")


def says_why_set_aside(alert: Alert) -> Reason | None:
    """A reason in words."""
    return (
        None if alert.asked.note.strip() else Reason("alert.set_aside.no_reason", place="id_set_aside_note")
    )


def says_why_it_is_wrong(alert: Alert) -> Reason | None:
    """A reason in words."""
    return None if alert.asked.note.strip() else Reason("alert.disagree.no_reason", place="id_disagree_note")


def the_rules_found_it(alert: Alert) -> Reason | None:
    """What a person wrote is heard, and answered by a talk."""
    return Reason("alert.disagree.people_said_it") if alert.source in BY_PEOPLE else None


def until_a_day_not_far_off(alert: Alert) -> Reason | None:
    """A day after today, within the time of the rulebook."""
    day, until = alert.asked.day, alert.asked.until
    if day is None or until is None or until <= day:
        return Reason("alert.set_aside.no_day", place="id_until")
    last = day + timedelta(days=alert_handling.most_on("set_aside_days", day))
    return None if until <= last else Reason("alert.set_aside.too_long", {"last": last}, place="id_until")


def the_law_does_not_wait(alert: Alert) -> Reason | None:
    """The duty to report is not set aside; the notice is written, or the figure is wrong."""
    return Reason("alert.set_aside.duty") if alert.kind == DUTY else None


def learner_enrolled(learner: Learner) -> Reason | None:
    """The learner goes to some school: there somebody sees the alert."""
    return None if learner.institution_id is not None else Reason("alert.hunch.not_enrolled")


def said_in_words(text: str) -> Reason | None:
    """Some words."""
    return None if text else Reason("alert.hunch.no_text", place="id_text")


def the_evening_has_come(as_of: date, today: date) -> Reason | None:
    """The journals of that evening may be there: it does not lie after today."""
    return None if as_of <= today else Reason("run.begin.not_yet", {"day": as_of, "today": today})


def none_of_hers_waits(learner: Learner, source: str, account_id: UUID) -> Reason | None:
    """What the same person said before about this learner was looked at."""
    waits = Alert.objects.filter(learner=learner, source=source, state="new", raised_by_id=account_id)
    return Reason("alert.hunch.waits_already") if waits.exists() else None
