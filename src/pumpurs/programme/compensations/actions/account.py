"""The bank account (konts) that a learner's compensations go to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions.deciding import given_back
from pumpurs.programme.compensations.actions.ledger import allowance_of_claim
from pumpurs.programme.compensations.actions.steps import (
    PURPOSE,
    asked_by,
    family_is_written,
    in_hand_of,
    person_of,
    took,
    writing,
)
from pumpurs.programme.compensations.lifecycle.claim import ClaimState
from pumpurs.programme.compensations.models import Claim, Payee
from pumpurs.programme.compensations.permissions.claims import tells_the_account
from pumpurs.programme.compensations.preconditions.claims import (
    account_can_be_paid,
    given_back_by_the_bank,
)
from pumpurs.programme.compensations.rules.holders import holder_as_told
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PAYEE, account_number, masked
from pumpurs.programme.plans.models import Plan

NOT_SEEN_YET = (ClaimState.FILED, ClaimState.ASKED)
SEEN = (ClaimState.CHECKED, ClaimState.GRANTED)
ON_ITS_WAY = (ClaimState.IN_BATCH, ClaimState.PAID)  # may come back from there in this very moment


@transaction.atomic
def tell_account(*, plan_id: UUID, holder_name: str, number: str, viewer: Viewer, now: datetime) -> bool:
    """Tell where the money of the plan's learner goes; False if this very account is known already to every claim.

    Claims that nobody paid yet get it; what was checked or granted goes back to the check. What the bank gave back is
    told anew, if only to say that it is right; so is, by another person, what waits for a check. Refused with every
    reason; Plan.DoesNotExist out of reach. Claims are locked before the account, as whoever takes a claim back does.
    """
    plan = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=plan_id)
    holder = holder_as_told(holder_name)
    refuse_if(not_yours("claim.account", tells_the_account, viewer, plan))
    refuse_if(account_can_be_paid(holder, number))
    compact = account_number(number)
    index = blind_index(compact, about=ABOUT_PAYEE)
    claims = _claims(plan, viewer)
    here = Payee.objects.visible_to(viewer).filter(
        learner_id=plan.learner_id, institution_id=plan.institution_id, replaced_at=None
    )
    with writing(viewer):
        before = here.select_for_update(of=("self",), no_key=True).first()
    same = before is not None and (before.index, before.holder_name) == (index, holder)
    same = same and not _bears_it_out(before, claims, viewer)
    if before is not None and same and not given_back_by_the_bank(before.id).exists():
        return _given(before, claims, viewer, now)
    payee = Payee(
        learner_id=plan.learner_id,
        institution_id=plan.institution_id,
        partner_id=plan.partner_id,
        holder_name=holder,
        sealed_iban=seal(compact, about=ABOUT_PAYEE),
        masked_iban=masked(compact),
        index=index,
        told_by_id=person_of(viewer),
        in_hand_of_id=in_hand_of(viewer),
        told_at=now,
    )
    with writing(viewer):
        here.update(replaced_at=now)
        payee.save(force_insert=True)
    _given(payee, claims, viewer, now)
    if before is None or before.index != index:
        family_is_written("claim_account", plan.learner_id)
    audit.changed(viewer, "claim.account", payee, purpose=PURPOSE, details={"first": before is None})
    return True


def _claims(plan: Plan, viewer: Viewer) -> list[Claim]:
    """The learner's claims at the plan's school, locked: no batch takes them, and none comes back meanwhile."""
    rows = Claim.objects.visible_to(viewer).filter(
        learner_id=plan.learner_id,
        institution_id=plan.institution_id,
        state__in=(*NOT_SEEN_YET, *SEEN, *ON_ITS_WAY),
    )
    locked = rows.select_related("partner").order_by("id").select_for_update(of=("self",))
    with writing(viewer):
        return sorted(locked, key=allowance_of_claim)


def _bears_it_out(before: Payee | None, claims: list[Claim], viewer: Viewer) -> bool:
    """Another person tells the account that one told, and a claim waits whose checker must not be who told it."""
    if before is None or not any(claim.state in NOT_SEEN_YET for claim in claims):
        return False
    return (before.told_by_id or before.in_hand_of_id) not in (None, person_of(viewer) or in_hand_of(viewer))


def _given(payee: Payee, claims: list[Claim], viewer: Viewer, now: datetime) -> bool:
    """Give the account to every claim that is not on its way to another; False if all had it."""
    others = [one for one in claims if one.payee_id != payee.id and one.state not in ON_ITS_WAY]
    for claim in others:
        claim.asked = asked_by(now)
        if claim.state in SEEN:
            given_back(claim, "check_anew", viewer, now)
        else:
            took("change_account", claim, viewer, now, changed={"payee_id": payee.id})
    return bool(others)
