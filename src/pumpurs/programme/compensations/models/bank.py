"""The partner's own account, bank statements (konta izraksts) and their lines."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.compensations.models.claim import ACCOUNTED
from pumpurs.programme.compensations.models.payment import Payment
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account


class PartnerAccount(models.Model):
    """The account that a partner pays from; in force once a second person has signed it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=70)
    sealed_iban = models.CharField(max_length=200)
    masked_iban = models.CharField(max_length=34)
    index = models.CharField(max_length=64)
    told_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    signed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "index"),
        identity=("holder_name",),
        money=("sealed_iban", "masked_iban"),
        evidence=("told_by", "told_at", "signed_by", "signed_at", "replaced_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(replaced_at=None, signed_at__isnull=False),
                name="one_account_in_force_per_partner",
            )
        ]


class BankStatement(models.Model):
    """One statement of the bank (camt.053) that was taken in. The same file is taken in once.

    The file itself is not kept: most of it is about people who have nothing to do with the programme.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    bank_number = models.CharField(max_length=60, blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "sha256", "bank_number", "first_on", "last_on"),
        evidence=("taken_by", "taken_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "sha256"], name="one_taking_in_per_statement")
        ]


class BankLine(models.Model):
    """One booking of a statement that concerns a payment or looks like it; taken in once by the bank's reference."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    bank_reference = models.CharField(max_length=80)
    booked_on = models.DateField()
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2)  # out of the account: less than nothing
    reference = models.CharField(max_length=35, blank=True)
    outcome = models.CharField(max_length=12)  # confirmed | returned | unknown | answered | settled
    why = models.CharField(max_length=20, blank=True, default="")  # of an unknown one: rules.matching.WHY
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="bank_lines")
    answer = models.CharField(max_length=300, blank=True)  # what the accountant said of an unknown one
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    settled_why = models.CharField(
        max_length=300, blank=True, default="", db_default=""
    )  # where the money is

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "statement", "partner", "bank_reference", "reference", "outcome", "why", "payment"),
        money=("amount_eur",),
        evidence=("booked_on", "answer", "answered_by", "settled_by", "settled_why"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "bank_reference"], name="one_line_per_bank_reference")
        ]
