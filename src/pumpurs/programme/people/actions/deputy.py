"""Verb: name a deputy (aizvietotājs) for some days."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.actions.appoint import Appointed, account_for
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import holder_or_who_appoints, lifts_herself
from pumpurs.programme.people.preconditions import (
    deputy_is_another_person,
    deputy_is_none_already,
    ends_after_it_begins,
    holds_it_not_yet,
    person_can_be_written_to,
    still_in_force,
)
from pumpurs.programme.people.rules import same_email
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role


@transaction.atomic
def name_deputy(
    *, appointment_id: UUID, name: str, email: str, since: date, last_day: date, viewer: Viewer, today: date
) -> Appointed:
    """Somebody stands in from `since` to `last_day`, with the same role at the same place and no longer."""
    absent = Appointment.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=appointment_id)
    if not holder_or_who_appoints(viewer, absent):
        raise Refused(Reason("people.deputy.not_yours", {"rule": holder_or_who_appoints.__name__}))
    if reasons := person_can_be_written_to(name, same_email(email)):
        raise Refused(*reasons)
    account, is_new = account_for(name=name, email=email)
    deputy = Appointment(
        account=account,
        role=absent.role,
        partner_id=absent.partner_id,
        institution_id=absent.institution_id,
        strategic_partner_id=absent.strategic_partner_id,
        profession=absent.profession,
        whole_institution=absent.whole_institution,
        deputy_for=absent,
        since=since,
        until=last_day + timedelta(days=1),
    )
    upward = lifts_herself(viewer, account.id, Role(absent.role))
    found = [
        Reason("people.appoint.upward", place="id_email") if upward else None,
        still_in_force(absent, today),
        deputy_is_none_already(absent),
        deputy_is_another_person(absent, account.id),
        ends_after_it_begins(deputy),
        Reason("people.deputy.in_the_past", place="id_last_day") if last_day < today else None,
        holds_it_not_yet(deputy),
    ]
    if against := [reason for reason in found if reason is not None]:
        raise Refused(*against)
    deputy.save(force_insert=True)
    details = {"role": deputy.role, "since": str(since), "last_day": str(last_day), "for": str(absent.id)}
    audit.changed(viewer, "people.deputy", deputy, details=details, purpose="staff")
    return Appointed(deputy.id, account.id, is_new)
