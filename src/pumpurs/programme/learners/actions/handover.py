"""Verb: a leaver's cares go to somebody else in one go, or to a deputy for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import Who, not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Care
from pumpurs.programme.learners.preconditions.care import (
    colleague_at_the_same_place,
    not_handed_over_in_the_past,
)
from pumpurs.programme.people.actions.appoint import appoint
from pumpurs.programme.people.actions.deputy import name_deputy
from pumpurs.programme.people.actions.end import end_appointment
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import appoints_for_this_place, holder_or_who_appoints
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class HandedOver:
    """What went where: from one appointment to another, and how many cares."""

    to_appointment_id: UUID
    from_account_id: UUID
    to_account_id: UUID
    institution_id: UUID | None
    cares: int


def _both(
    appointment_id: UUID, colleague_id: UUID, viewer: Viewer, who: Who
) -> tuple[Appointment, Appointment]:
    """The leaver's and the colleague's appointment, locked; the colleague works at the same place."""
    rows = Appointment.objects.visible_to(viewer).select_related("account")
    locked = {
        row.pk: row
        for row in rows.filter(pk__in=[appointment_id, colleague_id])
        .order_by("id")
        .select_for_update(of=("self",))
    }
    if appointment_id not in locked or colleague_id not in locked:
        raise Appointment.DoesNotExist
    leaver, colleague = locked[appointment_id], locked[colleague_id]
    refuse_if(not_yours("people.handover", who, viewer, leaver))
    refuse_if(colleague_at_the_same_place(leaver, colleague))
    return leaver, colleague


def _cares(leaver: Appointment, first_day: date) -> list[Care]:
    current = Q(until=None) | Q(until__gt=first_day)
    return list(
        Care.objects.filter(current, appointment=leaver).order_by("id").select_for_update(of=("self",))
    )


def _given(care: Care, heir: Appointment, since: date, until: date | None) -> bool:
    """Give a care to the heir unless they have it; whether it was given."""
    same = {"learner_id": care.learner_id, "school_class_id": care.school_class_id}
    has = Care.objects.filter(Q(until=None) | Q(until__gt=since), appointment=heir, **same).exists()
    if not has:
        Care.objects.create(
            appointment=heir,
            account_id=heir.account_id,
            institution_id=care.institution_id,
            since=max(since, care.since),
            until=until,
            reason="handover",
            **same,
        )
    return not has


@transaction.atomic
def hand_over(
    *, appointment_id: UUID, colleague_id: UUID, first_day: date, viewer: Viewer, today: date
) -> HandedOver:
    """For good: from `first_day` on the colleague has the role and all cares, and the leaver's appointment ends."""
    leaver, colleague = _both(appointment_id, colleague_id, viewer, appoints_for_this_place)
    refuse_if(not_handed_over_in_the_past(first_day, today))
    heir = _same_role(leaver, colleague, first_day, viewer)
    moved = _cares(leaver, first_day)
    for care in moved:
        _given(care, heir, first_day, care.until)
        if care.since >= first_day:
            care.delete()
        else:
            care.until = first_day
            care.save(update_fields=["until"])
    if leaver.since < first_day:
        last_day = first_day - timedelta(days=1)
        end_appointment(
            appointment_id=leaver.id, last_day=last_day, viewer=viewer, today=min(today, last_day)
        )
    return _told(leaver, heir, moved, viewer, {"first_day": str(first_day)})


def _same_role(leaver: Appointment, colleague: Appointment, first_day: date, viewer: Viewer) -> Appointment:
    """The colleague's appointment to the leaver's role: the one there is, or a new one from the first day on."""
    mine = Appointment.objects.filter(
        Q(until=None), account_id=colleague.account_id, role=leaver.role, since__lte=first_day,
        institution=leaver.institution_id, partner=leaver.partner_id,
        strategic_partner=leaver.strategic_partner_id,
    )  # fmt: skip
    there = mine.exclude(pk=leaver.pk).first()
    if there is not None:
        return there
    made = appoint(
        name=colleague.account.name,
        email=colleague.account.email,
        role=Role(leaver.role),
        since=first_day,
        partner_id=leaver.partner_id,
        institution_id=leaver.institution_id,
        strategic_partner_id=leaver.strategic_partner_id,
        profession=colleague.profession or leaver.profession,
        whole_institution=leaver.whole_institution,
        viewer=viewer,
    )
    return Appointment.objects.get(pk=made.appointment_id)


@transaction.atomic
def lend(
    *, appointment_id: UUID, colleague_id: UUID, first_day: date, last_day: date, viewer: Viewer, today: date
) -> HandedOver:
    """For some days: the colleague is named deputy and sees what the absent person cares for, no longer than that."""
    leaver, colleague = _both(appointment_id, colleague_id, viewer, holder_or_who_appoints)
    made = name_deputy(
        appointment_id=leaver.id,
        name=colleague.account.name,
        email=colleague.account.email,
        since=first_day,
        last_day=last_day,
        viewer=viewer,
        today=today,
    )
    deputy = Appointment.objects.get(pk=made.appointment_id)
    lent = [care for care in _cares(leaver, first_day) if care.since <= last_day]
    for care in lent:
        until = min(last_day + timedelta(days=1), care.until or date.max)
        _given(care, deputy, first_day, until)
    details = {"first_day": str(first_day), "last_day": str(last_day)}
    return _told(leaver, deputy, lent, viewer, details)


def _told(
    leaver: Appointment, heir: Appointment, cares: list[Care], viewer: Viewer, details: dict[str, str]
) -> HandedOver:
    told = {**details, "to": str(heir.id), "cares": len(cares)}
    audit.changed(viewer, "learners.handover", leaver, details=told, purpose="staff")
    return HandedOver(heir.id, leaver.account_id, heir.account_id, leaver.institution_id, len(cares))
