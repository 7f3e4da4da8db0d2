"""What the school and the partner decide about a claim: check, ask, grant, refuse, reverse."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.actions.ledger import allowance_of, allowance_of_claim, book, times
from pumpurs.programme.compensations.actions.steps import (
    account_now,
    asked_by,
    family_is_written,
    locked,
    locked_all,
    on_its_basis,
    took,
)
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE, ClaimState
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.compensations.preconditions.claims import as_seen, fits_into, named
from pumpurs.programme.compensations.preconditions.own_money import nobodys_own_child, told_by_another
from pumpurs.programme.compensations.preconditions.photos import says_why_both
from pumpurs.programme.compensations.rules.claims import left_eur, whole_or_left
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.reasons import Reason, Refused

NOBODY_CHECKED = {"checked_by_id": None, "checked_at": None}
NOBODY_GRANTED = {"granted_by_id": None, "granted_at": None}


@transaction.atomic
def check(*, claim_id: UUID, viewer: Viewer, now: datetime, note: str = "") -> None:
    """Say that the proof shows what is asked back (pārbaude). Refused with every reason.

    `note`: why a photo that stands at another claim, too, proves both; colleagues alone read it.
    """
    claim = locked(claim_id, viewer)
    on_its_basis(claim, asked_by(now, note=note), viewer)
    _not_own_money(claim, "check", viewer)
    took("check", claim, viewer, now, changed={"checked_by_id": viewer.account_id, "checked_at": now})


@transaction.atomic
def ask(*, claim_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Send the claim back to who filed it, with words; it is checked anew afterwards. A family is told by a letter."""
    claim = locked(claim_id, viewer)
    claim.asked = asked_by(now, note=note)
    _not_own_child(claim, "ask", viewer)
    took("ask", claim, viewer, now, changed=NOBODY_CHECKED)
    if claim.way == "family":
        family_is_written("claim_asked", claim.learner_id)


@transaction.atomic
def refuse(*, claim_id: UUID, reason_code: str, note: str, viewer: Viewer, now: datetime) -> None:
    """Turn the claim down for a reason of the rulebook. A family that filed it is told by a letter."""
    claim = locked(claim_id, viewer)
    claim.asked = asked_by(now, note=note, reason_code=reason_code)
    _not_own_child(claim, "refuse", viewer)
    took("refuse", claim, viewer, now)
    if claim.way == "family":
        family_is_written("claim_refused", claim.learner_id)


@transaction.atomic
def grant(
    *,
    claim_id: UUID,
    whole: bool,
    viewer: Viewer,
    now: datetime,
    payee_id: UUID | None = None,
    note: str = "",
) -> Decimal:
    """Grant the whole documented amount, or what is left under the cap (piešķiršana); the euros granted.

    `payee_id`: the account that stood on the page; `note` as in `check`. Refused with what is left,
    where the whole does not fit.
    """
    claim = locked(claim_id, viewer)
    refuse_if(as_seen(claim, payee_id))
    granted_eur = _granted(claim, whole, viewer, now, note)
    _families_are_told([claim])
    return granted_eur


@transaction.atomic
def grant_clean(*, claim_ids: Collection[UUID], viewer: Viewer, now: datetime) -> Decimal:
    """Grant every claim that was marked, each whole, or none: together in euros. Refused with every claim's reasons.

    A claim whose photo stands at another one, too, wants words of its own and is never among them.
    """
    claims = locked_all(claim_ids, viewer)
    for claim in claims:
        on_its_basis(claim, asked_by(now), viewer)
    refuse_if(_named(claims, viewer))
    in_order = sorted(claims, key=allowance_of_claim)
    granted_eur = sum((_one_of_many(claim, viewer, now) for claim in in_order), Decimal("0.00"))
    _families_are_told(in_order)
    return granted_eur


def _one_of_many(claim: Claim, viewer: Viewer, now: datetime) -> Decimal:
    """Grant it whole; a refusal tells of which claim it is."""
    try:
        return _granted(claim, True, viewer, now)
    except Refused as refusal:
        refuse_if(named(claim, refusal.reasons))
        raise


def _families_are_told(granted: Collection[Claim]) -> None:
    """One letter to each family that filed something of what was granted."""
    for learner_id in sorted({claim.learner_id for claim in granted if claim.way == "family"}):
        family_is_written("claim_granted", learner_id)


@transaction.atomic
def reverse(*, claim_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Take a grant back before it is paid: its euros return to the allowance, the claim is checked anew."""
    claim = locked(claim_id, viewer)
    claim.asked = asked_by(now, note=note)
    _not_own_child(claim, "reverse", viewer)
    given_back(claim, "reverse", viewer, now)


def given_back(claim: Claim, step: str, viewer: Viewer, now: datetime) -> None:
    """Take a step back to the check, with the account in force; what was granted is booked back.

    The claim must be locked.
    """
    amount = claim.granted_eur
    changed = {**NOBODY_CHECKED, **NOBODY_GRANTED, **account_now(claim, viewer)}
    details = {"granted_eur": -amount}
    took(step, claim, viewer, now, changed=changed, details=details, target=ClaimState.FILED)
    if amount:
        key = f"reverse:{claim.id}:{times(claim, 'reverse') + 1}"
        book(claim, "reverse", granted_eur=-amount, key=key, viewer=viewer, now=now, booked_on=localdate(now))


def _granted(claim: Claim, whole: bool, viewer: Viewer, now: datetime, note: str = "") -> Decimal:
    on_its_basis(claim, asked_by(now, note=note), viewer)
    _not_own_money(claim, "grant", viewer)
    amount = claim.documented_eur if whole else _what_is_left(claim, viewer, now)
    details = {"granted_eur": amount}
    changed = {"granted_by_id": viewer.account_id, "granted_at": now}
    key = f"grant:{claim.id}:{times(claim, 'grant') + 1}"
    book(claim, "grant", granted_eur=amount, key=key, viewer=viewer, now=now, booked_on=localdate(now))
    took("grant", claim, viewer, now, changed=changed, details=details)
    return amount


def _what_is_left(claim: Claim, viewer: Viewer, now: datetime) -> Decimal:
    """What of the claim fits under the cap, the allowance being locked until the end. Refused if nothing is left."""
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    with open_eyes(viewer, "allowance"):
        allowance = allowance_of(claim, now)
        left = left_eur(cap_eur=cap, granted_eur=allowance.granted_eur)
        amount = whole_or_left(documented_eur=claim.documented_eur, left=left)
        refuse_if(fits_into(claim, allowance, amount))
    return amount


def _named(claims: Collection[Claim], viewer: Viewer) -> tuple[Reason, ...]:
    """Every reason against every claim."""
    return tuple(reason for claim in claims for reason in named(claim, _against(claim, "grant", viewer)))


def _against(claim: Claim, step: str, viewer: Viewer) -> tuple[Reason, ...]:
    """Why the step does not go on; that it is the own money, where nothing else does; then that a photo proves two."""
    if found := CLAIM_LIFE.reasons_against(step, claim, viewer):
        return found
    own = (nobodys_own_child(claim, step, viewer), told_by_another(claim, step, viewer))
    if found := tuple(reason for reason in own if reason):
        return found
    with open_eyes(viewer, "same_photo"):
        twice = says_why_both(claim, step)
    return (twice,) if twice else ()


def _not_own_money(claim: Claim, step: str, viewer: Viewer) -> None:
    refuse_if(_against(claim, step, viewer))


def _not_own_child(claim: Claim, step: str, viewer: Viewer) -> None:
    refuse_if(CLAIM_LIFE.reasons_against(step, claim, viewer) or nobodys_own_child(claim, step, viewer))
