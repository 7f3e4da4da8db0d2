"""Verb: give somebody a role at a place (norīkot). The account is made once and reused by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.permissions import appoints_for_this_place, lifts_herself
from pumpurs.programme.people.preconditions import (
    ends_after_it_begins,
    holds_it_not_yet,
    holds_no_separate_role,
    not_upward,
    person_can_be_written_to,
    place_is_named,
    profession_is_known,
)
from pumpurs.programme.people.rules import AT_INSTITUTION, same_email
from pumpurs.values.roles import NATIONAL_ROLES, Role


@dataclass(frozen=True)
class Appointed:
    """What was made; `is_new` if the person had no account before and is to be invited."""

    appointment_id: UUID
    account_id: UUID
    is_new: bool


def account_for(*, name: str, email: str) -> tuple[Account, bool]:
    """The account with this e-mail (case does not count), or a new one without a password; and whether it is new."""
    email = same_email(email)
    account = Account.objects.filter(email__iexact=email).first()
    if account is not None:
        if not account.has_usable_password():
            # a new unusable one ends earlier invitations: whoever was shown one must not hold this role too
            account.set_unusable_password()
            account.save(update_fields=["password"])
        return account, False
    account = Account(email=email, name=" ".join(name.split()))
    account.set_unusable_password()
    account.save(force_insert=True)
    return account, True


def _place(
    role: Role,
    partner_id: UUID | None,
    institution_id: UUID | None,
    strategic_partner_id: UUID | None,
    viewer: Viewer,
) -> dict[str, UUID | None]:
    """The columns of the place, just those that the role has. Refused without one; DoesNotExist out of reach."""
    nowhere: dict[str, UUID | None] = {
        "partner_id": None,
        "institution_id": None,
        "strategic_partner_id": None,
    }
    refuse_if(place_is_named(role, partner_id, institution_id, strategic_partner_id))
    if role in NATIONAL_ROLES:
        return nowhere
    if role in AT_INSTITUTION:
        assert institution_id is not None  # `place_is_named` saw to it, here and below
        return {**nowhere, "institution_id": Institution.objects.visible_to(viewer).get(pk=institution_id).id}
    if role is Role.STRATEGIC_PARTNER:
        assert strategic_partner_id is not None
        there = StrategicPartner.objects.visible_to(viewer).get(pk=strategic_partner_id)
        return {**nowhere, "strategic_partner_id": there.id, "partner_id": there.partner_id}
    assert partner_id is not None
    return {**nowhere, "partner_id": Partner.objects.visible_to(viewer).get(pk=partner_id).id}


@transaction.atomic
def appoint(
    *,
    name: str,
    email: str,
    role: Role,
    since: date,
    last_day: date | None = None,
    partner_id: UUID | None = None,
    institution_id: UUID | None = None,
    strategic_partner_id: UUID | None = None,
    profession: str = "",
    whole_institution: bool = False,
    viewer: Viewer,
) -> Appointed:
    """Appoint one person. Refused with every reason; a place out of reach does not exist."""
    place = _place(role, partner_id, institution_id, strategic_partner_id, viewer)
    appointment = Appointment(
        role=str(role),
        profession=profession,
        whole_institution=whole_institution and role is Role.PLAN_AUTHOR,
        since=since,
        until=last_day + timedelta(days=1) if last_day else None,
        **place,
    )
    refuse_if(not_yours("people.appoint", appoints_for_this_place, viewer, appointment, place="id_role"))
    refuse_if(person_can_be_written_to(name, same_email(email)), profession_is_known(profession, since))
    account, is_new = account_for(name=name, email=email)
    appointment.account = account
    refuse_if(
        not_upward(lifts_herself(viewer, account.id, role), "id_role"),
        ends_after_it_begins(appointment),
        holds_it_not_yet(appointment),
        holds_no_separate_role(appointment, viewer),
    )
    appointment.save(force_insert=True)
    details = {"role": str(role), "since": str(since), "new_account": is_new}
    audit.changed(viewer, "people.appoint", appointment, details=details, purpose="staff")
    return Appointed(appointment.id, account.id, is_new)
