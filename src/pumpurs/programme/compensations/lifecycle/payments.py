"""Lives of a batch, of its payments and of money asked back, each as one table. Source: decision 0016."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life
from pumpurs.programme.compensations.permissions.payments import (
    asked_it_back,
    asked_it_back_or_granted_it,
    asks_money_back,
    checked_or_granted_one_of_them,
    drafted_it,
    drafts_its_batch,
    drafts_payments,
    keeps_the_payments,
    signs_payments,
)
from pumpurs.programme.compensations.preconditions.payments import (
    accounts_still_right,
    asks_for_what_was_paid,
    file_as_signed,
    it_holds_payments,
    partner_account_in_force,
    returns_with_a_reason,
    says_why_it_is_asked_back,
    says_why_it_is_let_go,
    sums_stand,
    the_bank_paid_it,
)


class BatchState(StrEnum):
    """Where a batch is on its way."""

    DRAFTED = "drafted"  # sagatavots
    DISSOLVED = "dissolved"  # izformēts
    SIGNED = "signed"  # parakstīts
    SENT = "sent"  # nosūtīts bankai
    SETTLED = "settled"  # noslēgts


class PaymentState(StrEnum):
    """What became of one payment."""

    WAITING = "waiting"  # gaida
    CONFIRMED = "confirmed"  # apstiprināts bankā
    RETURNED = "returned"  # atgriezts
    DROPPED = "dropped"  # izņemts no saraksta


class RecoveryState(StrEnum):
    """What became of money asked back."""

    DEMANDED = "demanded"  # pieprasīta
    RECEIVED = "received"  # saņemta
    DROPPED = "dropped"  # atsaukta


B, P, R = BatchState, PaymentState, RecoveryState

BATCH_LIFE = life(
    "batch",
    first=B.DRAFTED,
    steps=[
        Step("draft", frozenset({UNBORN}), B.DRAFTED, drafts_payments),
        Step("take_out", frozenset({B.DRAFTED}), STAYS, drafts_payments),
        Step("dissolve", frozenset({B.DRAFTED}), B.DISSOLVED, drafts_payments),
        Step(
            "sign",
            frozenset({B.DRAFTED}),
            B.SIGNED,
            signs_payments,
            (it_holds_payments, partner_account_in_force, accounts_still_right, sums_stand),
            bars=(drafted_it, checked_or_granted_one_of_them),
        ),
        Step("send", frozenset({B.SIGNED}), B.SENT, keeps_the_payments, (file_as_signed,)),
        Step("settle", frozenset({B.SIGNED, B.SENT}), B.SETTLED, keeps_the_payments),
    ],
)

PAYMENT_LIFE = life(
    "payment",
    first=P.WAITING,
    steps=[
        Step("draft", frozenset({UNBORN}), P.WAITING, drafts_its_batch),
        Step("drop", frozenset({P.WAITING}), P.DROPPED, drafts_its_batch),
        Step("confirm", frozenset({P.WAITING}), P.CONFIRMED, keeps_the_payments),
        Step(
            "return",
            frozenset({P.WAITING, P.CONFIRMED}),
            P.RETURNED,
            keeps_the_payments,
            (returns_with_a_reason,),
        ),
        Step("stand", frozenset({P.RETURNED}), P.CONFIRMED, keeps_the_payments, (the_bank_paid_it,)),
    ],
)

RECOVERY_LIFE = life(
    "recovery",
    first=R.DEMANDED,
    steps=[
        Step(
            "demand",
            frozenset({UNBORN}),
            R.DEMANDED,
            asks_money_back,
            (asks_for_what_was_paid, says_why_it_is_asked_back),
        ),
        Step(
            "receive",
            frozenset({R.DEMANDED}),
            frozenset({R.DEMANDED, R.RECEIVED}),
            keeps_the_payments,
            bars=(asked_it_back_or_granted_it,),
        ),
        Step(
            "drop",
            frozenset({R.DEMANDED}),
            R.DROPPED,
            keeps_the_payments,
            (says_why_it_is_let_go,),
            bars=(asked_it_back,),
        ),
        Step("fall_away", frozenset({R.DEMANDED}), R.DROPPED, keeps_the_payments),  # the bank gave it back
    ],
)
