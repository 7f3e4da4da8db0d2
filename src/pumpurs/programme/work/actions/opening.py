"""The sheet on which a line stands: that of its month, or, once that month is closed, the one of the current month."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.lifecycle import SHEET_LIFE, SheetState
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.rules import DEFAULT_POSITION, Asked
from pumpurs.values.periods import Month, month_of


def own_appointment(viewer: Viewer) -> Appointment:
    """The appointment in which the viewer acts; the account is locked, so that hours are counted one line at a time."""
    mine = Appointment.objects.visible_to(viewer).filter(account_id=viewer.account_id)
    rows = mine.select_related("account").select_for_update(of=("account",))
    appointment: Appointment = rows.get(id=viewer.appointment_id or NOBODY)
    return appointment


def sheet_for(appointment: Appointment, plan: Plan, day: date, viewer: Viewer, now: datetime) -> Sheet:
    """The provider's sheet for a line of that day, locked; a new one, not saved yet, if there is none.

    What is found late, after its month was closed, stands on the sheet of the current month.
    """
    month, current = month_of(day), month_of(localdate(now))
    found = _of(appointment, plan, month)
    if month >= current or (found is not None and found.state == SheetState.OPEN):
        return found or sheet_of_month(appointment, plan, month, viewer, now)
    if found is None and not _was_sent(plan, month, viewer):
        return sheet_of_month(appointment, plan, month, viewer, now)
    return sheet_of_month(appointment, plan, current, viewer, now)


def appointment_of(sheet: Sheet, viewer: Viewer) -> Appointment:
    """The appointment for which a line stands on a later sheet: the own one, or that of who left."""
    if sheet.provider_id == viewer.account_id:
        return own_appointment(viewer)
    found: Appointment = Appointment.objects.visible_to(viewer).get(pk=sheet.appointment_id)
    with (
        connection.cursor() as cursor
    ):  # of who left nobody locks the account: one line at a time all the same
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"left:{found.account_id}"])
    return found


def sheet_of_month(
    appointment: Appointment,
    plan: Plan,
    month: Month,
    viewer: Viewer,
    now: datetime,
    *,
    asked: Asked | None = None,
) -> Sheet:
    """The provider's sheet of a month at the plan's institution, locked; a new one, not saved yet, if there is none.

    `asked`: what comes along with the step that is taken on it.
    """
    sheet = _of(appointment, plan, month) or _unborn(appointment, plan, month, now)
    sheet.asked = asked or Asked()
    if sheet._state.adding:
        SHEET_LIFE.take("open", sheet, viewer)
    return sheet


def saved_once(sheet: Sheet) -> None:
    """A sheet that was opened by its first line is kept with it."""
    if sheet._state.adding:
        sheet.save(force_insert=True)


def _of(appointment: Appointment, plan: Plan, month: Month) -> Sheet | None:
    there = Sheet.objects.filter(
        provider_id=appointment.account_id, institution_id=plan.institution_id, month=str(month)
    )
    return there.select_for_update(of=("self",)).first()


def _was_sent(plan: Plan, month: Month, viewer: Viewer) -> bool:
    """Whether the partner's package of the month has left; sheets of others are out of a provider's reach."""
    with open_eyes(viewer, "work.month_was_sent"):
        return Sheet.objects.filter(
            partner_id=plan.institution.partner_id, month=str(month), state=SheetState.SENT
        ).exists()


def _unborn(appointment: Appointment, plan: Plan, month: Month, now: datetime) -> Sheet:
    return Sheet(
        provider_id=appointment.account_id,
        appointment_id=appointment.id,
        institution_id=plan.institution_id,
        partner_id=plan.institution.partner_id,  # not the plan's: another may have taken the institution over
        month=str(month),
        position=appointment.profession or DEFAULT_POSITION,
        state=UNBORN,
        opened_at=now,
    )
