"""What a provider types of a session, and the line of each learner. Field names are the places of reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pumpurs.programme.work.actions.record import Given
from pumpurs.programme.work.queries.mine import SessionLine
from pumpurs.programme.work.rules import IN_PERSON, REMOTE, Line
from pumpurs.web.frame.forms import DayInput
from pumpurs.web.frame.pages import known_id, whole_number

STEP_MINUTES = 5


class ClockInput(forms.TimeInput):
    """A time, chosen with the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(forms.Form):
    """When and how; who was there stands in `lines_of`."""

    day = forms.DateField(label=_("Date"), widget=DayInput())
    begins = forms.TimeField(label=_("From"), widget=ClockInput())
    ends = forms.TimeField(label=_("To"), widget=ClockInput())
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    remote = forms.BooleanField(label=_("The session was remote"), required=False)
    confirmed_on = forms.DateField(
        label=_("The learner or the family confirmed it on"), required=False, widget=DayInput()
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s", initial=dict(initial or {}))


def usual_times(now: datetime, minutes: int) -> tuple[time, time]:
    """A session of that length which has just ended, on a round minute of the same day."""
    ends = now.replace(minute=now.minute - now.minute % STEP_MINUTES, second=0, microsecond=0)
    begins = ends - timedelta(minutes=minutes)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(begins, midnight).time(), ends.time()


def times_again(earlier: SessionLine, begins_at: datetime, now: datetime) -> tuple[time, time]:
    """The same clock times if that session would be over by now, else the same length up to now."""
    begins = now.replace(hour=begins_at.hour, minute=begins_at.minute, second=0, microsecond=0)
    ends = begins + timedelta(minutes=earlier.minutes)
    return (
        (begins.time(), ends.time())
        if begins.date() == ends.date() and ends <= now
        else usual_times(now, earlier.minutes)
    )


def picked_keys(post: QueryDict) -> list[str]:
    """Keys (plan:measure) of all learners that are ticked, whether they came or not, each once."""
    return list(dict.fromkeys([*post.getlist("pick"), *post.getlist("absent")]))


def given_from(values: Mapping[str, Any], post: QueryDict) -> Given:
    """The session as the verb takes it; minutes of a learner are the session's where none are typed."""
    day: date = values["day"]
    begins, ends = values["begins"], values["ends"]
    length = int((datetime.combine(day, ends) - datetime.combine(day, begins)).total_seconds()) // 60
    return Given(
        day=day,
        begins=begins,
        ends=ends,
        lines=lines_of(post, picked_keys(post), length),
        form=REMOTE if values["remote"] else IN_PERSON,
        confirmed_on=values["confirmed_on"] if values["remote"] else None,
        topic=values["topic"],
    )


def lines_of(post: QueryDict, keys: Collection[str], minutes: int) -> tuple[Line, ...]:
    """One line for each ticked learner; keys that are none are left out."""
    absent = set(post.getlist("absent"))
    lines = []
    for key in keys:
        plan_id, measure_id = ids_of(key)
        if plan_id is None or measure_id is None:
            continue
        typed = post.get(f"minutes-{measure_id}", "").strip()
        lines.append(
            Line(
                plan_id=plan_id,
                measure_id=measure_id,
                attended=key not in absent,
                minutes=whole_number(typed) if typed else max(0, minutes),
                outcome=post.get(f"outcome-{measure_id}", ""),
            )
        )
    return tuple(lines)


def ids_of(key: str) -> tuple[UUID | None, UUID | None]:
    """Plan and measure of a key; None for what is no id."""
    plan, _colon, measure = key.partition(":")
    return known_id(plan), known_id(measure)
