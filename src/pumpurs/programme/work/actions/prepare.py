"""Hours with a plan itself (sagatavošana, uzraudzība, izvērtēšana): lines of the author's sheet, up to a cap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions.opening import own_appointment, saved_once, sheet_for
from pumpurs.programme.work.lifecycle import SHEET_LIFE
from pumpurs.programme.work.models import Preparation, Sheet
from pumpurs.programme.work.permissions import wrote_the_plan
from pumpurs.programme.work.preconditions import (
    not_corrected,
    not_removed,
    not_taken_out,
    preparation_minutes,
    sent_before,
    worked_by,
)
from pumpurs.programme.work.preconditions.appointed import appointed_then, with_appointment
from pumpurs.programme.work.preconditions.leaving import has_left
from pumpurs.programme.work.rules import Asked, Prepared, against_preparation, over_day, over_week


@transaction.atomic
def prepare(*, plan_id: UUID, given: Prepared, form_key: UUID, viewer: Viewer, now: datetime) -> UUID:
    """The plan's author records minutes with the plan itself; the line's id.

    The plan is locked, so that its cap is counted by one line at a time. One form is one line: sent again it gives the
    same id. Plan.DoesNotExist out of reach; Refused with
    every reason.
    """
    appointment = own_appointment(viewer)
    plans = with_appointment(Plan.objects.visible_to(viewer), viewer.account_id, given.day)
    plan = plans.select_for_update(of=("self",)).get(pk=plan_id)
    mine = Preparation.objects.filter(plan=plan, provider_id=viewer.account_id)
    if there := mine.filter(form_key=form_key).first():
        same = there.taken_out_at is None and Prepared(there.day, there.minutes, there.what) == given
        refuse_if(sent_before(same=same))
        return there.id
    sheet = sheet_for(appointment, plan, given.day, viewer, now)
    rows = Preparation.objects.filter(plan=plan, taken_out_at=None)
    used = rows.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    opened = plan.first_head_approved_at
    minutes = max(0, given.minutes)
    week_minutes, day_minutes = worked_by(viewer.account_id, plan.institution_id, given.day)
    refuse_if(
        not_yours("work.prepare", wrote_the_plan, viewer, plan),
        SHEET_LIFE.reasons_against("prepare", sheet, viewer),
        not_removed(plan),
        appointed_then([plan], given.day),
        against_preparation(
            given,
            today=localdate(now),
            begun_on=localdate(plan.created_at),
            open_since=localdate(opened) if opened else None,
            minutes_left=max(0, preparation_minutes(plan) - used),
        ),
        over_week(minutes + week_minutes, given.day, place="minutes"),
        over_day(minutes, day_minutes, given.day, place="minutes"),
    )
    saved_once(sheet)
    line = Preparation.objects.create(
        sheet=sheet,
        plan=plan,
        form_key=form_key,
        learner_id=plan.learner_id,
        institution_id=plan.institution_id,
        provider_id=viewer.account_id,
        day=given.day,
        minutes=given.minutes,
        what=given.what,
        recorded_at=now,
    )
    Plan.objects.filter(pk=plan.id, money_used=False).update(money_used=True)
    audit.changed(viewer, "work.prepare", line, details={"what": given.what, "minutes": given.minutes})
    return line.id


@transaction.atomic
def take_out_preparation(*, line_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take such a line out of the own open sheet, or of that of who left: it stays and counts for nothing."""
    lines = Preparation.objects.visible_to(viewer)
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=lines.get(pk=line_id).sheet_id)
    line = lines.select_for_update(of=("self",)).get(pk=line_id)
    sheet.asked = Asked(day=localdate(now), provider_left=has_left(sheet, localdate(now)))
    SHEET_LIFE.take("take_out", sheet, viewer)
    refuse_if(not_taken_out(line), not_corrected(line))
    line.taken_out_at = now
    line.save(update_fields=["taken_out_at"])
    audit.changed(viewer, "work.take_out", line)
