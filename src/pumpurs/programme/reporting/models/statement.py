"""A partner's statement of some months (partnera pārskats) and the national payment claim that adds them up."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.rules.asked import Asked

ACCOUNTED = "the programme is accounted for to the European Social Fund"
SUMS = (
    "learners",
    "minutes",
    "hours_eur",
    "compensations_eur",
    "coordination_eur",
    "total_eur",
    "fund_eur",
    "state_eur",
)


class Sums(models.Model):
    """The figures of a statement or a payment claim. The two shares add up to the total in the database itself."""

    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    learners = models.PositiveIntegerField(default=0)
    minutes = models.IntegerField(default=0)
    hours_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    compensations_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    coordination_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    total_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    fund_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    state_eur = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        abstract = True


def adds_up(what: str) -> list[models.BaseConstraint]:
    """Constraints of a table of sums: months in order, parts and shares that make the total."""
    parts = F("hours_eur") + F("compensations_eur") + F("coordination_eur")
    return [
        models.CheckConstraint(
            condition=Q(last_month__gte=F("first_month")), name=f"{what}_ends_after_it_begins"
        ),
        models.CheckConstraint(condition=Q(total_eur=parts), name=f"{what}_total_is_its_parts"),
        models.CheckConstraint(
            condition=Q(total_eur=F("fund_eur") + F("state_eur")), name=f"{what}_total_is_its_shares"
        ),
    ]


class PaymentClaim(Sums):
    """The programme's claim to the Fund (maksājuma pieprasījums): the sum of accepted statements, nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    number = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=20, default="drafted")
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    seen = Seen()  # the nation alone
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "number", "state", "first_month", "last_month"),
        money=SUMS,
        evidence=("drafted_by", "drafted_at", "submitted_by", "submitted_at", "ended_at", "note"),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()

    class Meta:
        constraints = adds_up("claim")


class Statement(Sums):
    """What one partner accounts for in some months: the sum of its accepted packages, frozen when sent."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="statements")
    state = models.CharField(max_length=20, default="drafted")
    content = models.JSONField(
        default=dict
    )  # frozen: the versions of the packages, institution by institution
    rulebook = models.CharField(max_length=16, blank=True)
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)  # why it was returned
    claim = models.ForeignKey(PaymentClaim, null=True, on_delete=models.PROTECT, related_name="statements")

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "state", "rulebook", "claim", "first_month", "last_month"),
        money=("content", *SUMS),
        evidence=("drafted_by", "drafted_at", "sent_by", "sent_at", "accepted_by", "accepted_at", "note"),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()

    class Meta:
        constraints = adds_up("statement")
        indexes = [models.Index(fields=["partner", "first_month"], name="statement_by_partner")]
