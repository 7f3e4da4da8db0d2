"""What must be true before learners are given into somebody's care, handed over, or referred to a strategic partner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.models import Referral
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import CARERS


def carer_in_force(appointment: Appointment, today: date, step: str) -> Reason | None:
    """Whoever cares for learners is a plan author or a provider of support of an institution, and still is."""
    over = appointment.until is not None and appointment.until <= today
    if appointment.institution_id is not None and appointment.role in CARERS and not over:
        return None
    return Reason(f"care.{step}.no_carer")


def somebody_to_care_for(whom: int) -> Reason | None:
    """At least one learner or class."""
    return None if whom else Reason("care.assign.nobody")


def colleague_at_the_same_place(leaver: Appointment, colleague: Appointment) -> Reason | None:
    """Another person who works where the leaver works."""
    if _place(leaver) == _place(colleague) and leaver.account_id != colleague.account_id:
        return None
    return Reason("people.handover.not_a_colleague", place="id_colleague")


def _place(one: Appointment) -> tuple[UUID | None, ...]:
    return one.institution_id, one.partner_id, one.strategic_partner_id


def not_handed_over_in_the_past(first_day: date, today: date) -> Reason | None:
    """What was done until now was done by the leaver."""
    return None if first_day >= today else Reason("people.handover.in_the_past", place="id_first_day")


def works_with_this_municipality(
    partner_id: UUID, strategic_partner_id: UUID, viewer: Viewer
) -> Reason | None:
    """The strategic partner stands in the municipality's list, which is out of a head's sight."""
    with open_eyes(viewer, "referral"):
        known = StrategicPartner.objects.filter(pk=strategic_partner_id, partner_id=partner_id).exists()
    return None if known else Reason("referral.refer.unknown_partner", place="id_strategic_partner")


def referral_explained(reason: str) -> Reason | None:
    """A sentence why the case goes to them."""
    return None if reason.strip() else Reason("referral.refer.no_reason", place="id_reason")


def referred_for_days_to_come(first_day: date, last_day: date, today: date) -> tuple[Reason, ...]:
    """From today or later, and not ending before it begins."""
    reasons = []
    if first_day < today:
        reasons.append(Reason("referral.refer.in_the_past", place="id_first_day"))
    if last_day < first_day:
        reasons.append(Reason("referral.refer.ends_before_start", place="id_last_day"))
    return tuple(reasons)


def not_referred_there_yet(
    learner_id: UUID, strategic_partner_id: UUID, first_day: date, last_day: date
) -> Reason | None:
    """In these days the case is not with them already."""
    same = Referral.objects.filter(learner_id=learner_id, strategic_partner_id=strategic_partner_id)
    if same.filter(since__lte=last_day, until__gt=first_day).exists():
        return Reason("referral.refer.referred_already", place="id_strategic_partner")
    return None


def referral_not_over(referral: Referral, today: date) -> Reason | None:
    """What is over cannot be ended."""
    return None if referral.until > today else Reason("referral.end.is_over")
