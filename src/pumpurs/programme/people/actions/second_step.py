"""Verb: take away the second step of sign-in that somebody has lost (otrais solis); a new one must be set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.permissions import one_level_up_wherever_they_work
from pumpurs.programme.people.preconditions import still_in_force
from pumpurs.programme.people.rules import HOW_PERSON_WAS_KNOWN, WHY_SECOND_STEP_GOES
from pumpurs.values.reasons import Reason, Refused


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
    if not one_level_up_wherever_they_work(viewer, appointment.account_id, today):
        rule = one_level_up_wherever_they_work.__name__
        raise Refused(Reason("people.second_step.not_yours", {"rule": rule}))
    found = [
        still_in_force(appointment, today),
        Reason("people.second_step.no_reason", place="id_why") if why not in WHY_SECOND_STEP_GOES else None,
        Reason("people.second_step.not_known", place="id_known")
        if known not in HOW_PERSON_WAS_KNOWN
        else None,
    ]
    if against := [reason for reason in found if reason is not None]:
        raise Refused(*against)
    account = Account.objects.select_for_update(of=("self",)).get(pk=appointment.account_id)
    account.second_step_required = True
    account.save(update_fields=["second_step_required"])
    details = {"account": str(account.id), "why": why, "known": known}
    audit.changed(viewer, "people.second_step", appointment, details=details, purpose="staff")
    return Told(account.id, account.email, account.language)
