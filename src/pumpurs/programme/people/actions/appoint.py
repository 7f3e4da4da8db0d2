"""Verb: give somebody a role at a place (norīkot). The account is made once and reused by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.permissions import lifts_herself, may_appoint_here
from pumpurs.programme.people.preconditions import (
    ends_after_it_begins,
    holds_it_not_yet,
    person_can_be_written_to,
    profession_is_known,
)
from pumpurs.programme.people.rules import AT_INSTITUTION, same_email
from pumpurs.values.reasons import Reason, Refused
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
    if role in NATIONAL_ROLES:
        return nowhere
    if role in AT_INSTITUTION:
        if institution_id is None:
            raise Refused(Reason("people.appoint.no_institution", place="id_institution"))
        return {**nowhere, "institution_id": Institution.objects.visible_to(viewer).get(pk=institution_id).id}
    if role is Role.STRATEGIC_PARTNER:
        if strategic_partner_id is None:
            raise Refused(Reason("people.appoint.no_strategic_partner", place="id_strategic_partner"))
        there = StrategicPartner.objects.visible_to(viewer).get(pk=strategic_partner_id)
        return {**nowhere, "strategic_partner_id": there.id, "partner_id": there.partner_id}
    if partner_id is None:
        raise Refused(Reason("people.appoint.no_partner", place="id_partner"))
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
    if not may_appoint_here(
        viewer, role, partner_id=place["partner_id"], institution_id=place["institution_id"]
    ):
        raise Refused(
            Reason("people.appoint.not_yours", {"rule": may_appoint_here.__name__}, place="id_role")
        )
    reasons = [*person_can_be_written_to(name, same_email(email))]
    if unknown := profession_is_known(profession, since):
        reasons.append(unknown)
    if reasons:
        raise Refused(*reasons)
    account, is_new = account_for(name=name, email=email)
    appointment = Appointment(
        account=account,
        role=str(role),
        profession=profession,
        whole_institution=whole_institution and role is Role.PLAN_AUTHOR,
        since=since,
        until=last_day + timedelta(days=1) if last_day else None,
        **place,
    )
    found = [
        Reason("people.appoint.upward", place="id_role") if lifts_herself(viewer, account.id, role) else None,
        ends_after_it_begins(appointment),
        holds_it_not_yet(appointment),
    ]
    if against := [reason for reason in found if reason is not None]:
        raise Refused(*against)
    appointment.save(force_insert=True)
    details = {"role": str(role), "since": str(since), "new_account": is_new}
    audit.changed(viewer, "people.appoint", appointment, details=details, purpose="staff")
    return Appointed(appointment.id, account.id, is_new)
