"""What people do about alerts: look, talk, set aside, disagree; a hunch; asking for help."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.alerts.actions.owners import owners_of
from pumpurs.programme.alerts.lifecycle.alerts import ALERT_LIFE, STILL_OPEN, AlertState
from pumpurs.programme.alerts.models import Alert, AlertAsked, AlertStep
from pumpurs.programme.alerts.permissions.alerts import the_family_or_the_learner, works_at_a_school
from pumpurs.programme.alerts.preconditions.alerts import (
    learner_enrolled,
    none_of_hers_waits,
    said_in_words,
)
from pumpurs.programme.alerts.rules.alerts import BY_PEOPLE, DUTY, deadline, need
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import alert_handling, calendar

LONGEST_TEXT = 2_000


@transaction.atomic
def look(*, alert_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Somebody has looked at it and goes on thinking."""
    alert = locked(alert_id, viewer)
    _take("look", alert, viewer, now)


@transaction.atomic
def talk(*, alert_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """A talk was held with the learner or the family. Refused without a sentence about it."""
    alert = locked(alert_id, viewer)
    alert.asked = AlertAsked(note=note)
    _take("talk", alert, viewer, now)


@transaction.atomic
def set_aside(
    *, alert_id: UUID, until: date | None, note: str, viewer: Viewer, today: date, now: datetime
) -> None:
    """Not now: until a day, with a reason. It comes back on that day, or when it gets worse."""
    alert = locked(alert_id, viewer)
    alert.asked = AlertAsked(note=note, until=until, day=today)
    alert.set_aside_until, alert.disagreed = until, False
    _take("set_aside", alert, viewer, now, "set_aside_until", "disagreed")


@transaction.atomic
def disagree(*, alert_id: UUID, note: str, viewer: Viewer, today: date, now: datetime) -> date | None:
    """The alert is wrong, with a reason that is kept. It comes back only when it gets worse; until when it is silent.

    The duty is not silenced (None): the head reads the reason on the notice and decides.
    """
    alert = locked(alert_id, viewer)
    silent = alert.kind != DUTY
    alert.asked = AlertAsked(
        note=note, until=calendar.dates(calendar.current_semester(today)).end if silent else None
    )
    alert.set_aside_until, alert.disagreed = alert.asked.until, True
    stays = AlertState(alert.state)
    target = AlertState.SET_ASIDE if silent else STILL_OPEN.get(stays, stays)
    _take("disagree", alert, viewer, now, "set_aside_until", "disagreed", target=target)
    return alert.asked.until


@transaction.atomic
def lead_to_plan(*, alert_id: UUID, plan_id: UUID, viewer: Viewer, now: datetime) -> None:
    """A draft plan was opened from it; called by the room of plans in its own transaction.

    What a person wrote stays on the list until a talk is noted.
    """
    alert = locked(alert_id, viewer)
    alert.plan_id = plan_id
    if alert.source in BY_PEOPLE and alert.state != AlertState.ACTED:
        alert.set_aside_until, alert.disagreed = None, False
        _take("draft", alert, viewer, now, "plan_id", "set_aside_until", "disagreed")
    else:
        _take("plan", alert, viewer, now, "plan_id")


@transaction.atomic
def take_back(*, alert_id: UUID, viewer: Viewer, now: datetime) -> None:
    """It does not wait after all: back on the list, with the deadline it had."""
    alert = locked(alert_id, viewer)
    alert.set_aside_until, alert.disagreed = None, False
    _take("take_back", alert, viewer, now, "set_aside_until", "disagreed")


@transaction.atomic
def clear(*, alert_id: UUID, why: str, viewer: Viewer, now: datetime) -> None:
    """The head found that no notice is needed; called with the notice. Nothing if the alert went away or closed."""
    _if_still_here("clear", alert_id, viewer, now, AlertAsked(note=why))


@transaction.atomic
def report(*, alert_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The municipality was told; called when the head signs. Nothing if the alert went away or closed."""
    _if_still_here("report", alert_id, viewer, now, AlertAsked())


def _if_still_here(step: str, alert_id: UUID, viewer: Viewer, now: datetime, asked: AlertAsked) -> None:
    """The notice stays with its school, the alert goes along with the learner: there it is another head's."""
    alert = Alert.objects.visible_to(viewer).select_for_update(of=("self",)).filter(pk=alert_id).first()
    if alert is not None and ALERT_LIFE.may(step, alert, viewer):
        alert.asked = asked
        _take(step, alert, viewer, now)


@transaction.atomic
def note_hunch(*, learner_id: UUID, text: str, viewer: Viewer, today: date, now: datetime) -> UUID:
    """An adult at the school noticed something; the alert's id."""
    refuse_if(not_yours("alert.hunch", works_at_a_school, viewer))
    return _by_hand("hunch", learner_id, text, viewer, today, now)


@transaction.atomic
def ask_for_help(*, learner_id: UUID, text: str, viewer: Viewer, today: date, now: datetime) -> UUID:
    """The learner or the family asks the school for help; the alert's id."""
    learner = Learner.objects.visible_to(viewer).get(pk=learner_id)
    refuse_if(not_yours("alert.ask", the_family_or_the_learner, viewer, Alert(learner=learner)))
    return _by_hand("asked", learner_id, text, viewer, today, now)


def _by_hand(source: str, learner_id: UUID, text: str, viewer: Viewer, today: date, now: datetime) -> UUID:
    learner = Learner.objects.visible_to(viewer).get(pk=learner_id)
    words = text.strip()
    refuse_if(learner_enrolled(learner))
    refuse_if(said_in_words(words))
    refuse_if(none_of_hers_waits(learner, source, viewer.account_id))
    assert learner.institution_id is not None  # `learner_enrolled` saw to it
    with open_eyes(viewer, "owner") as eyes:
        owner_id = owners_of(viewer=eyes, learner_ids=[learner.id], day=today).get(learner.id)
    alert = Alert.objects.create(
        learner=learner, institution_id=learner.institution_id, owner_id=owner_id, source=source, kind=source,
        text=words[:LONGEST_TEXT],
        first_step=alert_handling.urgency_on(source, today).first_step, need=need(source, 0), raised_at=now,
        raised_by_id=viewer.account_id, released_on=today, due_on=deadline(source, today),
        semester=str(calendar.current_semester(today)),
    )  # fmt: skip
    audit.changed(viewer, f"alert.{source}", alert)
    return alert.id


def locked(alert_id: UUID, viewer: Viewer) -> Alert:
    """The alert in reach, locked. DoesNotExist out of reach."""
    return Alert.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=alert_id)


def _take(
    step: str, alert: Alert, viewer: Viewer, now: datetime, *columns: str, target: AlertState | None = None
) -> None:
    ALERT_LIFE.take(step, alert, viewer, target=target)
    alert.save(update_fields=["state", *columns])
    line: dict[str, Any] = {"learner_id": alert.learner_id, "institution_id": alert.institution_id}
    AlertStep.objects.create(
        alert=alert, step=step, by_id=viewer.account_id, at=now, until=alert.asked.until,
        note=alert.asked.note.strip()[:LONGEST_TEXT], **line,
    )  # fmt: skip
    audit.changed(viewer, f"alert.{step}", alert)
