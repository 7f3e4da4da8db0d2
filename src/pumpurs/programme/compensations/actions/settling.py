"""What became of payments: confirmed, returned; by hand or by the bank's statement. Euros move in the ledger alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit, failpoints
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.actions.ledger import allowance_of, book, times
from pumpurs.programme.compensations.actions.recoveries import drop_open
from pumpurs.programme.compensations.actions.steps import account_now, took
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE
from pumpurs.programme.compensations.lifecycle.payments import (
    BATCH_LIFE,
    PAYMENT_LIFE,
    BatchState,
    PaymentState,
)
from pumpurs.programme.compensations.models import BankLine, Batch, Claim, ClaimStep, LedgerLine, Payment
from pumpurs.programme.compensations.preconditions.bank import (
    fits_again,
    it_was_sent,
    not_before_its_day,
    said_by_another,
)
from pumpurs.programme.compensations.preconditions.own_money import no_own_childs_payment
from pumpurs.programme.compensations.preconditions.payments import (
    day_not_in_future,
    left_by_bank,
    not_before_it_left,
    not_before_signing,
    nothing_came_back,
    returns_with_a_reason,
    the_bank_did_not_say_it_left,
    with_the_bank,
)
from pumpurs.programme.compensations.rules.payment_file import RETURN_CODES, UNTOLD


@transaction.atomic
def confirm(*, payment_ids: Collection[UUID], paid_on: date, viewer: Viewer, now: datetime) -> int:
    """Say by hand that the bank paid these on a day; how many were not said before.

    Refused with every reason, to the own family of a learner among them, to who granted one of them, of a batch that
    was not sent and on a day before the bank was asked to pay.
    """
    refuse_if(day_not_in_future(paid_on, localdate(now), "paid_on"))
    payments = locked_payments(payment_ids, viewer)
    refuse_if(no_own_childs_payment(payments, "payment.confirm", viewer))
    told = [one for one in payments if one.state == PaymentState.WAITING]
    refuse_if(*map(with_the_bank, {one.batch_id: one.batch for one in told}.values()))
    refuse_if(
        said_by_another(told, "payment.confirm", viewer), it_was_sent(told), not_before_its_day(told, paid_on)
    )
    done = [one for one in payments if paid(one, paid_on, viewer, now)]
    settle({one.batch_id for one in payments}, viewer, now)
    return len(done)


@transaction.atomic
def return_payment(
    *, payment_id: UUID, returned_on: date, return_code: str, viewer: Viewer, now: datetime
) -> None:
    """Say by hand that the bank gave a payment back, or never made it. The allowance gets its euros back.

    Said twice it is once. Refused with every reason, to who granted it, and where the bank's statement says that the
    money left: then only the bank's statement brings it back.
    """
    refuse_if(day_not_in_future(returned_on, localdate(now), "returned_on"))
    (payment,) = locked_payments([payment_id], viewer)
    refuse_if(no_own_childs_payment([payment], "payment.return", viewer))
    if payment.state == PaymentState.CONFIRMED:
        refuse_if(the_bank_did_not_say_it_left(payment))
    if payment.state != PaymentState.RETURNED:
        refuse_if(said_by_another([payment], "payment.return", viewer))
    returned(payment, returned_on, return_code, viewer, now)
    settle({payment.batch_id}, viewer, now)


@transaction.atomic
def stand(*, payment_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The bank paid what was noted as returned: the payment stands, its claim is granted and paid as before.

    Said twice it is once. Refused where the bank's statements do not say so, to who granted it, to the own family,
    where the claim goes on by another payment, and where its euros no longer fit.
    """
    (payment,) = locked_payments([payment_id], viewer)
    claim, line = payment.claim, left_by_bank(payment)
    if line and payment.state == PaymentState.CONFIRMED:
        return
    refuse_if(PAYMENT_LIFE.reasons_against("stand", payment, viewer))
    refuse_if(
        no_own_childs_payment([payment], "payment.stand", viewer),
        said_by_another([payment], "payment.stand", viewer),
        CLAIM_LIFE.reasons_against("stand", claim, viewer),
    )
    with open_eyes(viewer, "allowance"):
        refuse_if(fits_again(payment, allowance_of(claim, now)))
    assert line is not None  # the_bank_paid_it
    booked_on = max(line.booked_on, payment.returned_on or line.booked_on)
    PAYMENT_LIFE.take("stand", payment, viewer)
    payment.confirmed_on, payment.returned_on, payment.return_code = line.booked_on, None, ""
    payment.save(update_fields=["state", "confirmed_on", "returned_on", "return_code"])
    if granted_anew := claim.granted_eur:  # what stands of it now is what the bank paid
        key = f"reverse:{claim.id}:{times(claim, 'reverse') + 1}"
        book(
            claim, "reverse", granted_eur=-granted_anew, key=key, viewer=viewer, now=now, booked_on=booked_on
        )
    eur, key = payment.amount_eur, f"stand:{payment.id}:{times(claim, 'stand') + 1}"
    book(
        claim, "stand", granted_eur=eur, paid_eur=eur, key=key, viewer=viewer, now=now, booked_on=booked_on,
        payment_id=payment.id,
    )  # fmt: skip
    BankLine.objects.filter(pk=line.pk).update(outcome="confirmed")
    took("stand", claim, viewer, now, changed={"payee_id": payment.payee_id, **_granted_by(claim)})


def _granted_by(claim: Claim) -> dict[str, Any]:
    """Who checked and who granted it before it was taken for returned: they still had it in hand."""
    last = LedgerLine.objects.filter(claim=claim, what="grant").latest("at")
    found = {"granted_by_id": last.by_id, "granted_at": last.at}
    checked = ClaimStep.objects.filter(claim=claim, step="check", at__lte=last.at).order_by("-at").first()
    return found | ({"checked_by_id": checked.by_id, "checked_at": checked.at} if checked else {})


def locked_payments(payment_ids: Collection[UUID], viewer: Viewer) -> list[Payment]:
    """Payments in reach, locked with their claims in order of the claims. DoesNotExist if one is out of reach.

    Their batches are locked first, so that nobody signs or settles meanwhile.
    """
    wanted = frozenset(payment_ids)
    rows = Payment.objects.visible_to(viewer).filter(pk__in=wanted)
    batches = Batch.objects.visible_to(viewer).filter(payments__in=rows.values("id")).order_by("id")
    list(Batch.objects.filter(pk__in=batches.values("id")).order_by("id").select_for_update(of=("self",)))
    found = rows.select_related("batch", "claim__partner").order_by("claim_id")
    payments = list(found.select_for_update(of=("self", "claim")))
    if len(payments) != len(wanted) or not payments:
        raise Payment.DoesNotExist
    return payments


def paid(payment: Payment, day: date, viewer: Viewer, now: datetime) -> bool:
    """The money of one payment left on a day; False if that was known. The payment is locked."""
    if payment.state == PaymentState.CONFIRMED:
        return False
    refuse_if(with_the_bank(payment.batch), not_before_signing(payment, day))
    PAYMENT_LIFE.take("confirm", payment, viewer)
    payment.confirmed_on = day
    payment.save(update_fields=["state", "confirmed_on"])
    book(
        payment.claim, "pay", paid_eur=payment.amount_eur, key=f"pay:{payment.id}", viewer=viewer, now=now,
        booked_on=day, payment_id=payment.id,
    )  # fmt: skip
    failpoints.reach("payment.booked")
    took("pay", payment.claim, viewer, now)
    return True


def returned(payment: Payment, day: date, code: str, viewer: Viewer, now: datetime) -> bool:
    """The bank gave one payment back, or never made it (it was not confirmed); False if that was known.

    Whatever was still asked back of it is asked for no more. Refused where the family gave back some of it.
    """
    if payment.state == PaymentState.RETURNED:
        return False
    refuse_if(with_the_bank(payment.batch))
    payment.return_code = code
    refuse_if(returns_with_a_reason(payment), nothing_came_back(payment), not_before_it_left(payment, day))
    left = payment.state == PaymentState.CONFIRMED
    PAYMENT_LIFE.take("return", payment, viewer)
    payment.returned_on = day
    payment.save(update_fields=["state", "returned_on", "return_code"])
    back = -payment.amount_eur
    how: dict[str, Any] = {"what": "return", "paid_eur": back} if left else {"what": "reverse"}
    key = f"{how['what']}:{payment.id}:{times(payment.claim, how['what']) + 1}"  # it may stand, and come back, yet
    book(
        payment.claim, **how, granted_eur=back, key=key, viewer=viewer, now=now, booked_on=day,
        payment_id=payment.id,
    )  # fmt: skip
    failpoints.reach("payment.booked_back")
    drop_open(payment.claim, viewer, now)
    changed = {**NOBODY_DECIDED, **account_now(payment.claim, viewer)}
    took("bounce", payment.claim, viewer, now, details={"code": code}, changed=changed)
    return True


NOBODY_DECIDED = {"checked_by_id": None, "checked_at": None, "granted_by_id": None, "granted_at": None}


def known_code(code: str) -> str:
    """The bank's reason, or that it told none that is known."""
    return code if code in RETURN_CODES else UNTOLD


def settle(batch_ids: Collection[UUID], viewer: Viewer, now: datetime) -> None:
    """Batches of which no payment waits any more are settled. Their rows are locked by whoever asks."""
    waiting = Payment.objects.filter(batch_id__in=batch_ids, state=PaymentState.WAITING)
    rows = Batch.objects.filter(pk__in=batch_ids).exclude(pk__in=waiting.values("batch_id"))
    for batch in rows.filter(state__in=(BatchState.SIGNED, BatchState.SENT)).order_by("id"):
        BATCH_LIFE.take("settle", batch, viewer)
        batch.settled_at = now
        batch.save(update_fields=["state", "settled_at"])
        audit.changed(viewer, "batch.settle", batch)
