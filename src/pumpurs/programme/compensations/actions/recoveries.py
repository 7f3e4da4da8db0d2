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
from pumpurs.programme.compensations.preconditions.payments import (
    at_most_what_is_owed,
    day_not_in_future,
    received_after_it_was_asked,
    still_paid,
)


@transaction.atomic
def demand(
    *, claim_id: UUID, demanded_eur: Decimal, reason: str, form_key: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """Ask paid money back; the recovery's id. One form is one demand. Refused for more than was paid."""
    claim = locked(claim_id, viewer)
    if there := Recovery.objects.visible_to(viewer).filter(form_key=form_key).first():
        return there.id
    recovery = Recovery(
        **keys_of(claim), state=UNBORN, demanded_eur=demanded_eur, reason=" ".join(reason.split()),
        form_key=form_key, demanded_by_id=viewer.account_id, demanded_at=now,
    )  # fmt: skip
    RECOVERY_LIFE.take("demand", recovery, viewer)
    try:
        with transaction.atomic():
            recovery.save(force_insert=True)
    except IntegrityError:  # the same form was sent in the same moment, for another claim
        return Recovery.objects.visible_to(viewer).get(form_key=form_key).id
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

    Refused with every reason; whoever asked it back or granted the claim does not note that it came.
    """
    reached = Recovery.objects.visible_to(viewer)
    claim = locked(reached.values_list("claim_id", flat=True).get(pk=recovery_id), viewer)
    recovery = reached.select_for_update(of=("self",)).select_related("claim").get(pk=recovery_id)
    key = f"recover:{form_key}"
    if LedgerLine.objects.filter(key=key).exists():
        return
    refuse_if(
        day_not_in_future(received_on, localdate(now), "received_on"),
        received_after_it_was_asked(recovery, received_on),
        RECOVERY_LIFE.reasons_against("receive", recovery, viewer),
        still_paid(claim),
        at_most_what_is_owed(recovery, received_eur),
    )
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
def drop(*, recovery_id: UUID, viewer: Viewer, now: datetime) -> None:
    """What is still owed is asked for no more. DoesNotExist out of reach."""
    recovery = Recovery.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=recovery_id)
    _dropped(recovery, viewer, now)


def drop_open(claim: Claim, viewer: Viewer, now: datetime) -> None:
    """Money that the bank gave back is not asked for any more. The claim is locked."""
    rows = Recovery.objects.filter(claim=claim, state=RecoveryState.DEMANDED).order_by("id")
    for recovery in rows.select_for_update(of=("self",)):
        _dropped(recovery, viewer, now)


def _dropped(recovery: Recovery, viewer: Viewer, now: datetime) -> None:
    RECOVERY_LIFE.take("drop", recovery, viewer)
    recovery.ended_at = now
    recovery.save(update_fields=["state", "ended_at"])
    audit.changed(viewer, "recovery.drop", recovery)
