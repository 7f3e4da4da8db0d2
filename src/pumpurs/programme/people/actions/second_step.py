"""Verb: take away the second step of sign-in that somebody has lost (otrais solis); a new one must be set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.permissions import one_level_up_wherever_they_work
from pumpurs.programme.people.preconditions import second_step_explained, still_in_force


@dataclass(frozen=True)
class Told:
    """Who is to be told, where and in which language."""

    account_id: UUID
    email: str
    language: str


@transaction.atomic
def release_second_step(*, appointment_id: UUID, why: str, known: str, viewer: Viewer, today: date) -> Told:
    """From now on this person must set up a new second step; sign-in forgets the old one. Refused with every reason."""
    appointment = (
        Appointment.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=appointment_id)
    )
    who = one_level_up_wherever_they_work
    refuse_if(not_yours("people.second_step", who, viewer, appointment.account_id, today))
    refuse_if(still_in_force(appointment, today), second_step_explained(why, known))
    account = Account.objects.select_for_update(of=("self",)).get(pk=appointment.account_id)
    account.second_step_required = True
    account.save(update_fields=["second_step_required"])
    details = {"account": str(account.id), "why": why, "known": known}
    audit.changed(viewer, "people.second_step", appointment, details=details, purpose="staff")
    return Told(account.id, account.email, account.language)
