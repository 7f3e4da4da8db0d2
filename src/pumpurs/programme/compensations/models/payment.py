"""Batch of payments (maksājumu saraksts), its payments, and money asked back."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.compensations.models.claim import (
    ACCOUNTED,
    KEYS,
    OF_MONEY,
    Claim,
    OfClaim,
    Payee,
)
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account


class Batch(models.Model):
    """Payments of one partner that are signed and sent to the bank together.

    Signing fixes count, sum and the hash of the payment file, which is written anew from the rows, always the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    number = models.BigIntegerField(unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default="drafted")
    account_id = models.UUIDField(null=True)  # the partner's account it is paid from
    pays_on = models.DateField()
    payments_count = models.PositiveIntegerField(default=0)
    total_eur = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    form_key = models.UUIDField(unique=True)
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "number", "partner", "state", "account_id", "pays_on", "file_sha256", "form_key"),
        money=("payments_count", "total_eur"),
        evidence=("drafted_by", "drafted_at", "signed_by", "signed_at", "sent_at", "settled_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(file_sha256=""), name="a_signed_batch_knows_its_file"
            )
        ]
        indexes = [models.Index(fields=["partner", "state"], name="batch_by_partner_and_state")]


class Payment(OfClaim):
    """One claim's euros on their way to the account that was known when the batch was drafted.

    `reference` is the end-to-end id that the bank gives back; it says nothing about a person.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="payments")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="+")
    amount_eur = models.DecimalField(max_digits=10, decimal_places=2)
    reference = models.CharField(max_length=35, unique=True)
    state = models.CharField(max_length=20, default="waiting")  # waiting | confirmed | returned | dropped
    confirmed_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    return_code = models.CharField(max_length=10, blank=True)  # ISO 20022 reason, such as AC04

    seen = OF_MONEY
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "batch", "payee", "reference", "state"),
        money=("amount_eur",),
        evidence=("confirmed_on", "returned_on", "return_code"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=("waiting", "confirmed")),
                name="one_live_payment_per_claim",
            ),
            models.CheckConstraint(condition=Q(amount_eur__gt=0), name="payment_pays_some_money"),
        ]


class Recovery(OfClaim):
    """Money asked back (atgūšana) after it was paid: demanded, and received in part or whole as ledger lines."""

    state = models.CharField(max_length=20, default="demanded")  # demanded | received | dropped
    demanded_eur = models.DecimalField(max_digits=10, decimal_places=2)
    received_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    form_key = models.UUIDField(unique=True)  # one form is one demand
    reason = models.CharField(max_length=300)
    demanded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    demanded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(
        max_length=300, blank=True, default="", db_default=""
    )  # what a person said who let the rest go

    seen = OF_MONEY
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "state", "form_key"),
        money=("demanded_eur", "received_eur"),
        evidence=("reason", "demanded_by", "demanded_at", "ended_at", "dropped_why"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(demanded_eur__gt=0), name="recovery_asks_for_some_money"),
            models.CheckConstraint(
                condition=Q(received_eur__gte=0, received_eur__lte=F("demanded_eur")),
                name="no_more_received_than_demanded",
            ),
        ]
