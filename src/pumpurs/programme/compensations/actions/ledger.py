"""The ledger (virsgrāmata): the one way in which euros of a claim grow or shrink."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Greatest

from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.actions.steps import keys_of, person_of
from pumpurs.programme.compensations.models import Allowance, Claim, LedgerLine
from pumpurs.programme.compensations.preconditions.claims import fits_into
from pumpurs.rulebook import compensation_kinds

NOTHING = Decimal("0.00")


def book(
    claim: Claim,
    what: str,
    *,
    granted_eur: Decimal = NOTHING,
    paid_eur: Decimal = NOTHING,
    key: str,
    viewer: Viewer,
    now: datetime,
    booked_on: date,
    payment_id: UUID | None = None,
) -> None:
    """Add a line; allowance and claim keep up with it. The claim must be locked, and `key` new.

    Refused `claim.grant.over_cap` (with what is left) or `nothing_left` where more is granted than the cap allows.
    """
    line = LedgerLine(
        **keys_of(claim), kind=claim.kind, period=claim.period, what=what, granted_eur=granted_eur,
        paid_eur=paid_eur, payment_id=payment_id, booked_on=booked_on, at=now, by_id=_by(viewer), key=key,
    )  # fmt: skip
    if not granted_eur:
        line.save(force_insert=True)
        return
    claim.granted_eur += granted_eur
    with open_eyes(viewer, "allowance"):
        _move(claim, granted_eur, now)
        Claim.objects.filter(pk=claim.pk).update(granted_eur=claim.granted_eur)
        line.save(force_insert=True)


def allowance_of_claim(claim: Claim) -> tuple[UUID, str, str, UUID]:
    """The order in which claims that are booked together are gone through, so that no two hands hold each other up."""
    return claim.learner_id, claim.kind, claim.period, claim.id


def times(claim: Claim, what: str) -> int:
    """How often such a line was booked for the claim: the next one's key counts on from here."""
    return LedgerLine.objects.filter(claim=claim, what=what).count()


def allowance_of(claim: Claim, now: datetime) -> Allowance:
    """The learner's allowance of the claim's kind and period, locked; opened if there was none. With open eyes only."""
    return _opened(claim, now).select_for_update().get()


def _by(viewer: Viewer) -> UUID | None:
    return person_of(viewer) if viewer.account_id.int else None  # a job is nobody


def _rows(claim: Claim) -> QuerySet[Allowance]:
    return Allowance.objects.filter(learner_id=claim.learner_id, kind=claim.kind, period=claim.period)


def _opened(claim: Claim, now: datetime) -> QuerySet[Allowance]:
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    fresh = Allowance(
        learner_id=claim.learner_id, kind=claim.kind, period=claim.period, cap_eur=cap, opened_at=now
    )
    Allowance.objects.bulk_create([fresh], ignore_conflicts=True)
    return _rows(claim)


def _move(claim: Claim, amount_eur: Decimal, now: datetime) -> None:
    """One statement takes the euros if they fit under the cap of the claim's day, whoever else takes at that moment."""
    if amount_eur < 0:
        _rows(claim).update(granted_eur=F("granted_eur") + amount_eur)
    elif not _take(claim, amount_eur):
        allowance = _opened(claim, now)
        if not _take(claim, amount_eur):
            refuse_if(fits_into(claim, allowance.get(), amount_eur))


def _take(claim: Claim, amount_eur: Decimal) -> int:
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    wider: dict[str, Any] = {
        "cap_eur": None
    }  # a cap that changed within the period: each day is judged by its own
    rows = _rows(claim)
    if cap is not None:
        rows = rows.filter(granted_eur__lte=cap - amount_eur)
        wider = {
            "cap_eur": Case(When(cap_eur=None, then=Value(None)), default=Greatest(F("cap_eur"), Value(cap)))
        }
    return rows.update(granted_eur=F("granted_eur") + amount_eur, **wider)
