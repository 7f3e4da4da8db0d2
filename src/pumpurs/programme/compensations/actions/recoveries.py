"""Money asked back after it was paid (atgūšana): demanded, received in part or whole, or dropped."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit, failpoints
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions.ledger import book
from pumpurs.programme.compensations.actions.steps import keys_of, locked, took
from pumpurs.programme.compensations.lifecycle.payments import RECOVERY_LIFE, RecoveryState
from pumpurs.programme.compensations.models import Claim, LedgerLine, Recovery
from pumpurs.programme.compensations.preconditions.own_money import no_own_childs_debt
from pumpurs.programme.compensations.preconditions.payments import (
    at_most_what_is_owed,
    day_not_in_future,
    received_after_it_was_asked,
    still_paid,
    the_same_demand,
    the_same_receipt,
)


@transaction.atomic
def demand(
    *, claim_id: UUID, demanded_eur: Decimal, reason: str, form_key: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """Ask paid money back; the recovery's id. One form is one demand.

    Refused for more than was paid, for a form that asked something else, and to the learner's own family.
    """
    claim = locked(claim_id, viewer)
    if there := Recovery.objects.visible_to(viewer).filter(form_key=form_key).first():
        refuse_if(the_same_demand(there, claim, demanded_eur, viewer))
        return there.id
    recovery = Recovery(
        **keys_of(claim), state=UNBORN, demanded_eur=demanded_eur, reason=" ".join(reason.split()),
        form_key=form_key, demanded_by_id=viewer.account_id, demanded_at=now,
    )  # fmt: skip
    _not_own_child(recovery, "demand", viewer)
    RECOVERY_LIFE.take("demand", recovery, viewer)
    try:
        with transaction.atomic():
            recovery.save(force_insert=True)
    except IntegrityError:  # the same form was sent in the same moment, for another claim
        there = Recovery.objects.visible_to(viewer).get(form_key=form_key)
        refuse_if(the_same_demand(there, claim, demanded_eur, viewer))
        return there.id
    audit.changed(viewer, "recovery.demand", recovery, details={"eur": demanded_eur})
    return recovery.id


@transaction.atomic
def receive(
    *,
    recovery_id: UUID,
    received_eur: Decimal,
    received_on: date,
    form_key: UUID,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Money came back from the family: claim and allowance get smaller by it. One form is one receipt.

    Refused with every reason; whoever asked it back or granted the claim does not note that it came, nor does the
    learner's own family.
    """
    claim, recovery = _locked(recovery_id, viewer)
    key = f"recover:{form_key}"
    if there := LedgerLine.objects.filter(key=key).first():
        refuse_if(the_same_receipt(there, recovery, received_eur))
        return
    refuse_if(
        day_not_in_future(received_on, localdate(now), "received_on"),
        received_after_it_was_asked(recovery, received_on),
        RECOVERY_LIFE.reasons_against("receive", recovery, viewer),
        still_paid(claim),
        at_most_what_is_owed(recovery, received_eur),
    )
    _not_own_child(recovery, "receive", viewer)
    recovery.received_eur += received_eur
    whole = recovery.received_eur == recovery.demanded_eur
    target = RecoveryState.RECEIVED if whole else RecoveryState.DEMANDED
    RECOVERY_LIFE.take("receive", recovery, viewer, target=target)
    recovery.ended_at = now if whole else None
    recovery.save(update_fields=["state", "received_eur", "ended_at"])
    book(
        claim, "recover", granted_eur=-received_eur, paid_eur=-received_eur, key=key, viewer=viewer, now=now,
        booked_on=received_on,
    )  # fmt: skip
    failpoints.reach("recovery.booked")
    took("recover", claim, viewer, now)


@transaction.atomic
def drop(*, recovery_id: UUID, why: str, viewer: Viewer, now: datetime) -> None:
    """What is still owed is asked for no more, and why. DoesNotExist out of reach.

    Refused with every reason, to whoever asked it back and to the learner's own family.
    """
    _claim, recovery = _locked(recovery_id, viewer)
    recovery.dropped_why = " ".join(why.split())
    _not_own_child(recovery, "drop", viewer)
    _ended("drop", recovery, viewer, now)


def drop_open(claim: Claim, viewer: Viewer, now: datetime) -> None:
    """Money that the bank gave back is not asked for any more. The claim is locked."""
    rows = Recovery.objects.filter(claim=claim, state=RecoveryState.DEMANDED).order_by("id")
    for recovery in rows.select_for_update(of=("self",)):
        _ended("fall_away", recovery, viewer, now)


def _locked(recovery_id: UUID, viewer: Viewer) -> tuple[Claim, Recovery]:
    """The demand and, before it, its claim, locked. DoesNotExist out of reach."""
    reached = Recovery.objects.visible_to(viewer)
    claim = locked(reached.values_list("claim_id", flat=True).get(pk=recovery_id), viewer)
    recovery: Recovery = reached.select_for_update(of=("self",)).select_related("claim").get(pk=recovery_id)
    return claim, recovery


def _not_own_child(recovery: Recovery, step: str, viewer: Viewer) -> None:
    refuse_if(
        RECOVERY_LIFE.reasons_against(step, recovery, viewer) or no_own_childs_debt(recovery, step, viewer)
    )


def _ended(step: str, recovery: Recovery, viewer: Viewer, now: datetime) -> None:
    RECOVERY_LIFE.take(step, recovery, viewer)
    recovery.ended_at = now
    recovery.save(update_fields=["state", "ended_at", "dropped_why"])
    audit.changed(viewer, f"recovery.{step}", recovery)
