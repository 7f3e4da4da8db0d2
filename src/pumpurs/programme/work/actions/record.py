"""Recording what was done (darba uzskaite): one session, one entry for each learner; taking a session out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import get_current_timezone, localdate, localtime

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions.opening import own_appointment, saved_once, sheet_for
from pumpurs.programme.work.lifecycle import SHEET_LIFE
from pumpurs.programme.work.models import Entry, Order, Session, Sheet
from pumpurs.programme.work.preconditions import (
    Support,
    at_the_same_time,
    lines_allowed,
    minutes_used,
    not_corrected,
    not_taken_out,
    one_kind_of_support,
    orders_on,
    position_may_give,
    supports_of,
    worked_by,
)
from pumpurs.programme.work.preconditions.appointed import appointed_then, with_appointment
from pumpurs.programme.work.preconditions.leaving import has_left
from pumpurs.programme.work.preconditions.said_before import said_before
from pumpurs.programme.work.rules import (
    HOLIDAYS,
    IN_PERSON,
    REMOTE,
    Asked,
    Line,
    Meeting,
    against_meeting,
    over_day,
    over_week,
    paid_shares,
)
from pumpurs.values.reasons import Refused

LONGEST_OUTCOME = 1_000


@dataclass(frozen=True)
class Given:
    """A session as the provider typed it."""

    day: date
    begins: time
    ends: time
    lines: tuple[Line, ...]
    form: str = IN_PERSON
    confirmed_on: date | None = None
    topic: str = ""

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When it began and ended, in the zone of the house."""
        zone = get_current_timezone()
        return datetime.combine(self.day, self.begins, zone), datetime.combine(self.day, self.ends, zone)


def record(*, given: Given, viewer: Viewer, now: datetime) -> UUID:
    """Record one session on the provider's sheet of its month; the session's id. The same said twice is one session.

    Refused with every reason against the session and against each learner's line; DoesNotExist for a plan out of reach.
    """
    try:
        return _record(given, viewer, now)
    except Refused:
        if there := said_before(given.times, given.lines, viewer.account_id):
            return there
        raise
    except (
        IntegrityError
    ) as fault:  # somebody recorded the same hour in the same moment, here or at another school
        if there := said_before(given.times, given.lines, viewer.account_id):
            return there
        same_time = at_the_same_time(str(fault), given.lines, *given.times, viewer.account_id)
        if same_time is None:
            raise
        raise Refused(same_time) from fault


@transaction.atomic
def _record(given: Given, viewer: Viewer, now: datetime) -> UUID:
    appointment = own_appointment(viewer)
    plans = _locked(given, viewer)
    supports = supports_of(plans, given.day)
    refuse_if(one_kind_of_support(given.lines, supports))
    kind = cast(str, supports[given.lines[0].plan_id].kind_of(given.lines[0]))
    institution = plans[0].institution_id
    orders = orders_on(institution, given.day, given.form, [plan.grade for plan in plans])
    meeting = Meeting(given.day, given.begins, given.ends, given.form, frozenset(orders), given.confirmed_on)
    sheet = sheet_for(appointment, plans[0], given.day, viewer, now)
    minutes = max(0, meeting.minutes)
    week_minutes, day_minutes = worked_by(viewer.account_id, institution, given.day)
    refuse_if(
        SHEET_LIFE.reasons_against("record", sheet, viewer),
        appointed_then(plans, given.day),
        against_meeting(meeting, now=localtime(now)),
        lines_allowed(given.lines, supports, meeting, minutes_used([plan.id for plan in plans])),
        position_may_give(sheet.position, kind),
        over_week(minutes + week_minutes, given.day),
        over_day(minutes, day_minutes, given.day),
    )
    saved_once(sheet)
    return _saved(given, kind, sheet, orders, supports, viewer, now)


def _locked(given: Given, viewer: Viewer) -> list[Plan]:
    """The plans in reach, locked in order of id. DoesNotExist if one is out of reach."""
    wanted = {line.plan_id for line in given.lines}
    rows = with_appointment(Plan.objects.visible_to(viewer), viewer.account_id, given.day)
    rows = rows.filter(pk__in=wanted).order_by("id")
    plans = list(rows.select_for_update(of=("self",)))
    if len(plans) != len(wanted):
        raise Plan.DoesNotExist
    return plans


def _saved(
    given: Given,
    kind: str,
    sheet: Sheet,
    orders: Mapping[str, Order],
    supports: Mapping[UUID, Support],
    viewer: Viewer,
    now: datetime,
) -> UUID:
    times = dict(zip(("begins_at", "ends_at"), given.times, strict=True))
    session = Session(
        sheet=sheet,
        provider_id=viewer.account_id,
        institution_id=sheet.institution_id,
        kind=kind,
        day=given.day,
        form=given.form,
        order=orders.get(REMOTE),
        holiday_order=orders.get(HOLIDAYS),
        confirmed_on=given.confirmed_on,
        topic=" ".join(given.topic.split()),
        recorded_at=now,
        **times,
    )
    session.save(force_insert=True)
    shares = paid_shares([line.minutes if line.attended else 0 for line in given.lines])
    entries = [
        Entry(
            session=session,
            plan_id=line.plan_id,
            measure_id=line.measure_id,
            learner_id=supports[line.plan_id].plan.learner_id,
            institution_id=sheet.institution_id,
            provider_id=viewer.account_id,
            attended=line.attended,
            minutes=line.minutes if line.attended else 0,
            paid_minutes=share,
            outcome=line.outcome.strip()[:LONGEST_OUTCOME],
            **times,
        )
        for line, share in zip(given.lines, shares, strict=True)
    ]
    Entry.objects.bulk_create(entries)
    paid = [one.plan_id for one in entries if one.attended]
    Plan.objects.filter(pk__in=paid, money_used=False).update(money_used=True)
    learners = [one.learner_id for one in entries]
    audit.changed(viewer, "work.record", session, learners=learners, details={"kind": kind})
    return session.id


@transaction.atomic
def take_out(*, session_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take a session out of the own open sheet, or of that of who left: it stays in the history and counts for nothing.

    DoesNotExist out of reach; Refused once the sheet was closed.
    """
    sessions = Session.objects.visible_to(viewer)
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sessions.get(pk=session_id).sheet_id)
    session = sessions.select_for_update(of=("self",)).get(pk=session_id)
    sheet.asked = Asked(day=localdate(now), provider_left=has_left(sheet, localdate(now)))
    SHEET_LIFE.take("take_out", sheet, viewer)
    refuse_if(not_taken_out(session), not_corrected(session))
    session.taken_out_at = now
    session.save(update_fields=["taken_out_at"])
    entries = Entry.objects.filter(session=session)
    entries.update(taken_out_at=now)
    audit.changed(
        viewer, "work.take_out", session, learners=list(entries.values_list("learner_id", flat=True))
    )
