"""The bank account (konts) that a learner's compensations go to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from stdnum import iban

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions.deciding import given_back
from pumpurs.programme.compensations.actions.steps import PURPOSE, asked_by, person_of, took
from pumpurs.programme.compensations.lifecycle.claim import ClaimState
from pumpurs.programme.compensations.models import Claim, Payee
from pumpurs.programme.compensations.preconditions.claims import account_can_be_paid
from pumpurs.programme.plans.models import Plan

ABOUT = "payee"  # what the sealed number is bound to
NOT_SEEN_YET = (ClaimState.FILED, ClaimState.ASKED)
SEEN = (ClaimState.CHECKED, ClaimState.GRANTED)


def masked(number: str) -> str:
    """An account number with its middle covered: LV80 **** 5001."""
    return f"{number[:4]} **** {number[-4:]}"


@transaction.atomic
def tell_account(*, plan_id: UUID, holder_name: str, number: str, viewer: Viewer, now: datetime) -> bool:
    """Tell where the money of the plan's learner goes; False if this very account is known already.

    Claims that nobody paid yet get it; what was checked or granted goes back to the check. Refused with every reason;
    Plan.DoesNotExist out of reach.
    """
    plan = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=plan_id)
    holder = " ".join(holder_name.split())
    refuse_if(account_can_be_paid(holder, number))
    compact: str = iban.compact(number)
    index = blind_index(compact, about=ABOUT)
    here = Payee.objects.visible_to(viewer).filter(
        learner_id=plan.learner_id, institution_id=plan.institution_id, replaced_at=None
    )
    before = here.select_for_update(of=("self",)).first()
    if before is not None and (before.index, before.holder_name) == (index, holder):
        return False
    here.update(replaced_at=now)
    payee = Payee(
        learner_id=plan.learner_id,
        institution_id=plan.institution_id,
        partner_id=plan.partner_id,
        holder_name=holder,
        sealed_iban=seal(compact, about=ABOUT),
        masked_iban=masked(compact),
        index=index,
        told_by_id=person_of(viewer),
        told_at=now,
    )
    payee.save(force_insert=True)
    _give_to_claims(payee, viewer, now)
    audit.changed(viewer, "claim.account", payee, purpose=PURPOSE, details={"first": before is None})
    return True


def _give_to_claims(payee: Payee, viewer: Viewer, now: datetime) -> None:
    rows = Claim.objects.visible_to(viewer).filter(
        learner_id=payee.learner_id, institution_id=payee.institution_id, state__in=(*NOT_SEEN_YET, *SEEN)
    )
    for claim in rows.select_related("partner").order_by("id").select_for_update(of=("self",)):
        claim.asked = asked_by(now)
        claim.payee = payee
        if claim.state in SEEN:
            given_back(claim, "check_anew", viewer, now)
            claim.save(update_fields=["payee"])
        else:
            took("change_account", claim, viewer, now, changed={"payee_id": payee.id})
