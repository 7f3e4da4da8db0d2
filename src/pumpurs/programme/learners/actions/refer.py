"""Verbs: refer a learner's case to a strategic partner (nodot lietu stratēģiskajam partnerim), and end that."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.programme.learners.models import Learner, Referral
from pumpurs.programme.learners.permissions.care import refers_cases_of_this_institution
from pumpurs.programme.partners.models import Institution, StrategicPartner
from pumpurs.values.reasons import Reason, Refused


@transaction.atomic
def refer(
    *,
    learner_id: UUID,
    strategic_partner_id: UUID,
    reason: str,
    first_day: date,
    last_day: date,
    viewer: Viewer,
    today: date,
) -> UUID:
    """From the first to the last day the people of the strategic partner see this learner. Refused with every reason.

    Whom to refer to is on the list of the municipality that the learner's institution belongs to.
    """
    institution = _institution_of_locked(learner_id, viewer, "refer")
    found = []
    if not _works_with(institution.partner_id, strategic_partner_id, viewer):
        found.append(Reason("referral.refer.unknown_partner", place="id_strategic_partner"))
    if not reason.strip():
        found.append(Reason("referral.refer.no_reason", place="id_reason"))
    if first_day < today:
        found.append(Reason("referral.refer.in_the_past", place="id_first_day"))
    if last_day < first_day:
        found.append(Reason("referral.refer.ends_before_start", place="id_last_day"))
    same = Referral.objects.filter(learner_id=learner_id, strategic_partner_id=strategic_partner_id)
    if same.filter(since__lte=last_day, until__gt=first_day).exists():
        found.append(Reason("referral.refer.referred_already", place="id_strategic_partner"))
    if found:
        raise Refused(*found)
    referral = Referral.objects.create(
        learner_id=learner_id,
        institution_id=institution.id,
        strategic_partner_id=strategic_partner_id,
        reason=reason.strip(),
        referred_by_id=viewer.account_id,
        since=first_day,
        until=last_day + timedelta(days=1),
    )
    audit.changed(viewer, "learners.refer", referral, details=_days(referral))
    return referral.id


@transaction.atomic
def end_referral(*, referral_id: UUID, viewer: Viewer, today: date) -> UUID:
    """From today on no more; what was to begin later never begins. The learner's id. Refused if it is over."""
    referral = Referral.objects.visible_to(viewer).get(pk=referral_id)
    _institution_of_locked(referral.learner_id, viewer, "end")
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    if referral.until <= today:
        raise Refused(Reason("referral.end.is_over"))
    referral.until = max(referral.since, today)
    referral.save(update_fields=["until"])
    audit.changed(viewer, "learners.refer.end", referral, details=_days(referral))
    return referral.learner_id


def _institution_of_locked(learner_id: UUID, viewer: Viewer, step: str) -> Institution:
    rows = Learner.objects.visible_to(viewer).select_for_update(of=("self",))
    institution = rows.select_related("institution").get(pk=learner_id).institution
    if institution is None or not refers_cases_of_this_institution(viewer, institution.id):
        rule = refers_cases_of_this_institution.__name__
        raise Refused(Reason(f"referral.{step}.not_yours", {"rule": rule}))
    return institution


def _works_with(partner_id: UUID, strategic_partner_id: UUID, viewer: Viewer) -> bool:
    """The municipality's list is out of a head's sight: whether this one stands in it is asked with open eyes."""
    raise_wall(job_viewer("referral"))
    try:
        return StrategicPartner.objects.filter(pk=strategic_partner_id, partner_id=partner_id).exists()
    finally:
        raise_wall(viewer)


def _days(referral: Referral) -> dict[str, str]:
    to = str(referral.strategic_partner_id)
    return {"to": to, "since": str(referral.since), "until": str(referral.until)}
