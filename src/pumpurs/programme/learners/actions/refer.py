"""Verbs: refer a learner's case to a strategic partner (nodot lietu stratēģiskajam partnerim), and end that."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Learner, Referral
from pumpurs.programme.learners.permissions.care import refers_cases_of_this_institution
from pumpurs.programme.learners.preconditions.care import (
    not_referred_there_yet,
    referral_explained,
    referral_not_over,
    referred_for_days_to_come,
    works_with_this_municipality,
)
from pumpurs.programme.partners.models import Institution


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
    refuse_if(
        works_with_this_municipality(institution.partner_id, strategic_partner_id, viewer),
        referral_explained(reason),
        referred_for_days_to_come(first_day, last_day, today),
        not_referred_there_yet(learner_id, strategic_partner_id, first_day, last_day),
    )
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
    refuse_if(referral_not_over(referral, today))
    referral.until = max(referral.since, today)
    referral.save(update_fields=["until"])
    audit.changed(viewer, "learners.refer.end", referral, details=_days(referral))
    return referral.learner_id


def _institution_of_locked(learner_id: UUID, viewer: Viewer, step: str) -> Institution:
    rows = Learner.objects.visible_to(viewer).select_for_update(of=("self",))
    learner: Learner = rows.select_related("institution").get(pk=learner_id)
    refuse_if(not_yours(f"referral.{step}", refers_cases_of_this_institution, viewer, learner.institution_id))
    assert learner.institution is not None  # else it was nobody's
    return learner.institution


def _days(referral: Referral) -> dict[str, str]:
    to = str(referral.strategic_partner_id)
    return {"to": to, "since": str(referral.since), "until": str(referral.until)}
