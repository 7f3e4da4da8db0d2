"""Corrections of hours with a plan itself: what was sent is mended by a signed line on a later sheet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions.correct import locked_plan
from pumpurs.programme.work.actions.opening import appointment_of, saved_once, sheet_of_month
from pumpurs.programme.work.lifecycle import SHEET_LIFE
from pumpurs.programme.work.models import Preparation, Sheet
from pumpurs.programme.work.preconditions import (
    its_month_was_sent,
    preparation_minutes,
    sent_before,
    worked_by,
)
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.programme.work.rules import Asked, over_day, over_week
from pumpurs.programme.work.rules.correcting import against_correction_of_hours
from pumpurs.values.periods import month_of
from pumpurs.values.roles import Role


@transaction.atomic
def correct_hours(
    *, line_id: UUID, minutes_delta: int, reason: str, form_key: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """The author changes minutes with a plan in a month that was sent, by so many; the correction's id.

    The head does it for an author who has left. It stands on the author's sheet of the current month, of the day and
    by the position of what it mends. One form is one correction. Preparation.DoesNotExist if it is neither the own line
    nor of who left; Refused with every reason.
    """
    line = _line(line_id, viewer, now)
    appointment, asked = appointment_of(line.sheet, viewer), Asked(day=localdate(now), provider_left=True)
    plan = locked_plan(line, viewer)
    written = " ".join(reason.split())[:500]
    if there := Preparation.objects.filter(plan=plan, form_key=form_key).first():
        was = (there.corrects_id, there.minutes, there.reason)
        refuse_if(sent_before(same=was == (line.id, minutes_delta, written)))
        return there.id
    line.sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=line.sheet_id)
    sheet = sheet_of_month(appointment, plan, month_of(localdate(now)), viewer, now, asked=asked)
    week_minutes, day_minutes = worked_by(line.provider_id, line.institution_id, line.day)
    more = max(0, minutes_delta)
    later = line.corrections.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    refuse_if(
        SHEET_LIFE.reasons_against("correct", sheet, viewer),
        its_month_was_sent(line.sheet),
        against_correction_of_hours(
            minutes_now=line.minutes + later,
            delta=minutes_delta,
            minutes_left=_left(plan, viewer),
            reason=reason,
        ),
        over_week(week_minutes + more, line.day, place="minutes") if more else None,
        over_day(more, day_minutes, line.day, place="minutes") if more else None,
    )
    saved_once(sheet)
    correction = Preparation.objects.create(
        sheet=sheet,
        plan=plan,
        form_key=form_key,
        learner_id=line.learner_id,
        institution_id=line.institution_id,
        provider_id=line.provider_id,
        day=line.day,
        minutes=minutes_delta,
        what=line.what,
        recorded_at=now,
        corrects=line,
        reason=written,
        by_id=viewer.account_id,
    )
    audit.changed(viewer, "work.correct_hours", correction, details={"minutes": minutes_delta})
    return correction.id


def _line(line_id: UUID, viewer: Viewer, now: datetime) -> Preparation:
    own = Q(provider_id=viewer.account_id)
    if viewer.role is Role.HEAD:
        left = Sheet.objects.visible_to(viewer).filter(provider_left(localdate(now)))
        own |= Q(institution_id__in=viewer.reach.institutions, sheet__in=left)
    rows = Preparation.objects.visible_to(viewer).filter(own, corrects=None, taken_out_at=None)
    found: Preparation = rows.select_related("sheet").get(pk=line_id)
    return found


def _left(plan: Plan, viewer: Viewer) -> int:
    """Minutes that the plan still leaves for itself, whoever recorded them."""
    with open_eyes(viewer, "work.correct_hours"):
        rows = Preparation.objects.filter(plan=plan, taken_out_at=None)
        used: int = rows.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    return max(0, preparation_minutes(plan) - used)
