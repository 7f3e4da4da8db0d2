"""Verb: name a deputy (aizvietotājs) for some days."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.actions.appoint import Appointed, account_for
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import holder_or_who_appoints, lifts_herself
from pumpurs.programme.people.preconditions import (
    deputy_days_not_over,
    deputy_is_another_person,
    deputy_is_none_already,
    ends_after_it_begins,
    holds_it_not_yet,
    holds_no_separate_role,
    not_upward,
    person_can_be_written_to,
    still_in_force,
)
from pumpurs.programme.people.rules import same_email
from pumpurs.values.roles import Role


@transaction.atomic
def name_deputy(
    *, appointment_id: UUID, name: str, email: str, since: date, last_day: date, viewer: Viewer, today: date
) -> Appointed:
    """Somebody stands in from `since` to `last_day`, with the same role at the same place and no longer."""
    absent = Appointment.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=appointment_id)
    refuse_if(not_yours("people.deputy", holder_or_who_appoints, viewer, absent))
    refuse_if(person_can_be_written_to(name, same_email(email)))
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
    refuse_if(
        not_upward(lifts_herself(viewer, account.id, Role(absent.role)), "id_email"),
        still_in_force(absent, today),
        deputy_is_none_already(absent),
        deputy_is_another_person(absent, account.id),
        ends_after_it_begins(deputy),
        deputy_days_not_over(last_day, today),
        holds_it_not_yet(deputy),
        holds_no_separate_role(deputy, viewer),
    )
    deputy.save(force_insert=True)
    details = {"role": deputy.role, "since": str(since), "last_day": str(last_day), "for": str(absent.id)}
    audit.changed(viewer, "people.deputy", deputy, details=details, purpose="staff")
    return Appointed(deputy.id, account.id, is_new)
