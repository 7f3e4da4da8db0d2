"""Corrections (labojumi): what was sent is mended by a signed line on a later sheet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions.opening import appointment_of, saved_once, sheet_of_month
from pumpurs.programme.work.actions.sheet import decision_of, locked
from pumpurs.programme.work.lifecycle import SHEET_LIFE
from pumpurs.programme.work.models import Correction, Entry, Preparation, Session, Sheet
from pumpurs.programme.work.preconditions import its_month_was_sent, minutes_used, sent_before, supports_of
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.programme.work.rules import Asked, Line
from pumpurs.programme.work.rules.correcting import against_correction
from pumpurs.values.periods import month_of
from pumpurs.values.roles import Role


@transaction.atomic
def correct(
    *, entry_id: UUID, minutes_delta: int, reason: str, form_key: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """The provider changes what a learner got in a month that was sent, by so many minutes; the correction's id.

    The head does it for a provider who has left. It stands on the provider's sheet of the current month, paid by the
    rate and position of the session. One form is one correction: sent again it gives the same id. Entry.DoesNotExist if
    it is neither the own one nor of who left; Refused with every reason.
    """
    entry = _entry(entry_id, viewer, now)
    appointment, asked = (
        appointment_of(entry.session.sheet, viewer),
        Asked(day=localdate(now), provider_left=True),
    )
    plan = locked_plan(entry, viewer)
    written = " ".join(reason.split())[:500]
    if there := Correction.objects.filter(entry=entry, form_key=form_key).first():
        refuse_if(sent_before(same=(there.minutes_delta, there.reason) == (minutes_delta, written)))
        return there.id
    entry.session.sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=entry.session.sheet_id)
    session = Session.objects.select_for_update(of=("self",)).get(pk=entry.session_id)
    sheet = sheet_of_month(appointment, plan, month_of(localdate(now)), viewer, now, asked=asked)
    got, number = _minutes_now(session), Correction.objects.filter(entry=entry).count() + 1
    refuse_if(
        SHEET_LIFE.reasons_against("correct", sheet, viewer),
        its_month_was_sent(entry.session.sheet),
        against_correction(
            minutes_now=got[entry.id],
            delta=minutes_delta,
            session_minutes=int((session.ends_at - session.begins_at).total_seconds()) // 60,
            minutes_left=_left(entry, plan, viewer),
            reason=reason,
            attended=entry.attended,
        ),
    )
    saved_once(sheet)
    after = {**got, entry.id: got[entry.id] + minutes_delta}
    correction = Correction.objects.create(
        sheet=sheet,
        entry=entry,
        number=number,
        form_key=form_key,
        plan=plan,
        measure_id=entry.measure_id,
        learner_id=entry.learner_id,
        institution_id=entry.institution_id,
        provider_id=entry.provider_id,
        minutes_delta=minutes_delta,
        minutes_after=after[entry.id],
        paid_delta=max(after.values()) - max(got.values()),
        reason=written,
        by_id=viewer.account_id,
        at=now,
    )
    audit.changed(viewer, "work.correct", correction, details={"minutes": minutes_delta})
    return correction.id


def _entry(entry_id: UUID, viewer: Viewer, now: datetime) -> Entry:
    """An own entry, or to the head one of who left. Entry.DoesNotExist if it is neither."""
    own = Q(provider_id=viewer.account_id)
    if viewer.role is Role.HEAD:
        left = Sheet.objects.visible_to(viewer).filter(provider_left(localdate(now)))
        own |= Q(institution_id__in=viewer.reach.institutions, session__sheet__in=left)
    rows = Entry.objects.visible_to(viewer).filter(own, taken_out_at=None)
    found: Entry = rows.select_related("session__sheet").get(pk=entry_id)
    return found


def _minutes_now(session: Session) -> dict[UUID, int]:
    """What each learner of a session got, with all corrections so far."""
    got = dict(Entry.objects.filter(session=session).values_list("id", "minutes"))
    later = Correction.objects.filter(entry__session=session).values_list("entry_id", "minutes_delta")
    for entry_id, delta in later:
        got[entry_id] += delta
    return got


def locked_plan(entry: Entry | Preparation, viewer: Viewer) -> Plan:
    """The plan of a line, locked; with open eyes, since its learner may be in the provider's care no longer."""
    with open_eyes(viewer, "work.correct"):
        plan: Plan = (
            Plan.objects.select_related("institution").select_for_update(of=("self",)).get(pk=entry.plan_id)
        )
    return plan


def _left(entry: Entry, plan: Plan, viewer: Viewer) -> int:
    """Minutes that the measure still leaves, of all who gave it; none if no version in force holds it any more."""
    line = Line(plan.id, entry.measure_id, attended=True, minutes=0)
    with open_eyes(viewer, "work.correct"):
        support = supports_of([plan], entry.session.day)[plan.id]
        used = minutes_used([plan.id]).get(entry.measure_id, 0)
    return 0 if support.kind_of(line) is None else support.allowed(line, used).minutes_left


@transaction.atomic
def ask_correction(*, sheet_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """The head asks the provider in words to mend a month that was sent; it stands in the sheet's history."""
    sheet = locked(sheet_id, viewer, now, note=note)
    SHEET_LIFE.take("ask_correction", sheet, viewer)
    decision_of("ask_correction", sheet, sheet.state, viewer, now).save(force_insert=True)
    audit.changed(viewer, "sheet.ask_correction", sheet)
