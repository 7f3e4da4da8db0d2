"""Batches of payments (maksājumu saraksti): drafted, signed by another person, sent to the bank."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.timezone import localdate

from pumpurs.foundation import audit, failpoints
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions.deciding import given_back
from pumpurs.programme.compensations.actions.ledger import allowance_of_claim
from pumpurs.programme.compensations.actions.steps import account_now, keys_of, took
from pumpurs.programme.compensations.lifecycle.claim import ClaimState
from pumpurs.programme.compensations.lifecycle.payments import BATCH_LIFE, PAYMENT_LIFE, BatchState
from pumpurs.programme.compensations.models import Batch, Claim, Payee, Payment
from pumpurs.programme.compensations.preconditions.own_money import nobodys_own_money
from pumpurs.programme.compensations.preconditions.payments import (
    account_in_force,
    as_it_was_shown,
    held_among,
    nothing_on_its_way,
    of_one_partner,
    order_of,
    pays_on_a_coming_day,
    ready,
    something_to_pay,
)
from pumpurs.programme.compensations.rules.payment_file import pain, reference_of

MOST_PAYMENTS = (
    500  # of one batch: what one person can look over and one file can hold; the rest go into the next
)


@transaction.atomic
def draft(
    *, form_key: UUID, claim_ids: Collection[UUID] | None, pays_on: date, viewer: Viewer, now: datetime
) -> UUID:
    """Put granted claims with an account into a new batch: those named, or all; its id.

    One form makes one batch, however often it is sent; two people at once never take one claim twice, who comes
    second gets what the first left. Refused with every reason.
    """
    refuse_if(of_one_partner(viewer.reach.partners))
    (partner_id,) = viewer.reach.partners
    _one_hand(form_key)
    if there := Batch.objects.visible_to(viewer).filter(form_key=form_key).first():
        return there.id
    account = account_in_force(partner_id)
    batch = Batch(
        partner_id=partner_id,
        state=UNBORN,
        account_id=account.id if account else None,
        pays_on=pays_on,
        form_key=form_key,
        drafted_by_id=viewer.account_id,
        drafted_at=now,
    )
    BATCH_LIFE.take("draft", batch, viewer)
    refuse_if(pays_on_a_coming_day(pays_on, localdate(now)))
    claims = _ready(partner_id, claim_ids, viewer, localdate(now))
    refuse_if(something_to_pay(claims))
    batch.number = _next_number()
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:  # the key of a form at another partner: DoesNotExist
        return Batch.objects.visible_to(viewer).get(form_key=form_key).id
    _fill(batch, claims, viewer, now)
    failpoints.reach("batch.drafted")
    audit.changed(viewer, "batch.draft", batch, details={"payments": len(claims), "total": batch.total_eur})
    return batch.id


def _one_hand(form_key: UUID) -> None:
    """The same form sent in the same moment waits here until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"batch:{form_key}"])


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('compensations_batch_number')")
        return int(cursor.fetchone()[0])


def _ready(partner_id: UUID, claim_ids: Collection[UUID] | None, viewer: Viewer, today: date) -> list[Claim]:
    """Granted claims whose account is still the one that was granted, locked; those another hand holds are left."""
    rows = Claim.objects.visible_to(viewer).filter(ready(today), partner_id=partner_id)
    if claim_ids is not None:
        rows = rows.filter(pk__in=claim_ids)
    locked = rows.select_related("partner", "payee").select_for_update(of=("self",), skip_locked=True)
    claims = list(locked.order_by("id")[:MOST_PAYMENTS])
    held = held_among([one.id for one in claims], today, viewer)
    return sorted((one for one in claims if one.id not in held), key=lambda claim: claim.number)


def _fill(batch: Batch, claims: list[Claim], viewer: Viewer, now: datetime) -> None:
    payments = []
    for line, claim in enumerate(claims, 1):
        payment = Payment(
            **keys_of(claim), batch=batch, payee=claim.payee, amount_eur=claim.granted_eur,
            reference=reference_of(batch.number, line), state=UNBORN,
        )  # fmt: skip
        PAYMENT_LIFE.take("draft", payment, viewer)
        payments.append(payment)
        took("put_in_batch", claim, viewer, now, details={"batch": batch.number})
    Payment.objects.bulk_create(payments)
    batch.payments_count = len(payments)
    batch.total_eur = sum((one.amount_eur for one in payments), Decimal(0))
    batch.save(update_fields=["payments_count", "total_eur"])


def locked_batch(batch_id: UUID, viewer: Viewer) -> Batch:
    """The batch in reach, locked, with its partner. DoesNotExist out of reach."""
    rows = Batch.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    batch: Batch = rows.get(pk=batch_id)
    return batch


@transaction.atomic
def take_out(*, payment_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take one payment out of a drafted batch; its claim is granted as before, or is checked anew for a new account."""
    payment = Payment.objects.visible_to(viewer).get(pk=payment_id)
    batch = locked_batch(payment.batch_id, viewer)
    BATCH_LIFE.take("take_out", batch, viewer)
    _drop([payment_id], batch, viewer, now)
    audit.changed(viewer, "batch.take_out", batch)


@transaction.atomic
def dissolve(*, batch_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Give a drafted batch up: its claims are granted as before, or are checked anew where the account is another."""
    batch = locked_batch(batch_id, viewer)
    BATCH_LIFE.take("dissolve", batch, viewer)
    waiting = batch.payments.filter(state="waiting").values_list("id", flat=True)
    _drop(list(waiting), batch, viewer, now)
    batch.save(update_fields=["state"])
    audit.changed(viewer, "batch.dissolve", batch)


def _drop(payment_ids: list[UUID], batch: Batch, viewer: Viewer, now: datetime) -> None:
    rows = Payment.objects.visible_to(viewer).filter(pk__in=payment_ids)
    rows = rows.select_related("claim__partner", "batch__partner")
    payments = list(rows.order_by("claim_id").select_for_update(of=("self", "claim")))
    for payment in sorted(payments, key=lambda one: allowance_of_claim(one.claim)):
        PAYMENT_LIFE.take("drop", payment, viewer)
        payment.save(update_fields=["state"])
        _out_of_batch(payment.claim, viewer, now)
        Batch.objects.filter(pk=batch.pk).update(
            payments_count=F("payments_count") - 1, total_eur=F("total_eur") - payment.amount_eur
        )
    batch.refresh_from_db(fields=["payments_count", "total_eur"])


def _out_of_batch(claim: Claim, viewer: Viewer, now: datetime) -> None:
    if account_now(claim, viewer) in ({}, {"payee_id": claim.payee_id}):
        took("take_out_of_batch", claim, viewer, now, target=ClaimState.GRANTED)
    else:
        given_back(claim, "take_out_of_batch", viewer, now)


@transaction.atomic
def sign(*, batch_id: UUID, seen: str, viewer: Viewer, now: datetime) -> None:
    """Sign the batch as it stood on the page (`seen`): from now on nothing of it changes. Signed twice it is once.

    Refused with every reason; whoever drafted it, checked or granted one of its claims, has a child in it or told one
    of its accounts does not sign it.
    """
    batch = locked_batch(batch_id, viewer)
    if batch.signed_by_id == viewer.account_id and batch.state != BatchState.DRAFTED:
        return
    payees = batch.payments.filter(state="waiting").values_list("payee_id", flat=True)
    _hold_payees(list(payees))
    BATCH_LIFE.take("sign", batch, viewer)
    refuse_if(
        as_it_was_shown(batch, seen),
        nobodys_own_money(batch, viewer),
        nothing_on_its_way(batch, localdate(now), viewer),
    )
    batch.file_sha256 = hashlib.sha256(pain(order_of(batch))).hexdigest()
    batch.signed_by_id, batch.signed_at = viewer.account_id, now
    failpoints.reach("batch.signing")
    batch.save(update_fields=["state", "file_sha256", "signed_by", "signed_at"])
    audit.changed(
        viewer, "batch.sign", batch, details={"sha256": batch.file_sha256, "total": batch.total_eur}
    )
    failpoints.reach("batch.signed")


def _hold_payees(payee_ids: list[UUID]) -> None:
    """Nobody tells another account in the moment of signing."""
    list(
        Payee.objects.filter(pk__in=payee_ids)
        .order_by("id")
        .select_for_update(of=("self",), no_key=True)
        .values_list("id")
    )


@transaction.atomic
def mark_sent(*, batch_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The file was given to the bank. Said twice it is once. Refused if the rows are not what was signed."""
    batch = locked_batch(batch_id, viewer)
    if batch.sent_at is not None:
        return
    BATCH_LIFE.take("send", batch, viewer)
    batch.sent_at = now
    failpoints.reach("batch.sending")
    batch.save(update_fields=["state", "sent_at"])
    audit.changed(viewer, "batch.send", batch)
