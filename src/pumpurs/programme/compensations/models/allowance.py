"""What may be paid to a learner at most, the ledger of what was, and what others pay already."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.compensations.models.claim import ACCOUNTED, KEYS, OF_MONEY, OfClaim
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Account


class Allowance(models.Model):
    """One learner's cap of one kind in one period, wherever in the country the learner is, and what is granted of it.

    Opened with the cap in force on the day of service. The database never holds more than the cap.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="allowances")
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=7)
    cap_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # empty: a source says uncapped
    granted_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    opened_at = models.DateTimeField()

    # no school owns it: granting looks at it and writes it with the nation's eyes
    seen = Seen(learner="learner_id", written_by=Seen())
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "learner", "period"),
        money=("kind", "cap_eur", "granted_eur"),
        evidence=("opened_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "kind", "period"], name="one_allowance_per_learner_kind_and_period"
            ),
            models.CheckConstraint(
                condition=Q(granted_eur__gte=0) & (Q(cap_eur=None) | Q(granted_eur__lte=F("cap_eur"))),
                name="never_over_the_cap",
            ),
        ]


class LedgerLine(OfClaim):
    """One line of the ledger (virsgrāmata), never changed: how much a claim's granted and paid euros grew or shrank.

    `what`: grant (+, 0), reverse (−, 0), pay (0, +), return (−, −: the bank sent it back), recover (−, −: given back),
    stand (+, +: the bank paid what was noted as returned).
    `key` makes a line once, however often a step is retried.
    """

    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=7)
    what = models.CharField(max_length=10)
    granted_eur = models.DecimalField(max_digits=10, decimal_places=2)
    paid_eur = models.DecimalField(max_digits=10, decimal_places=2)
    payment_id = models.UUIDField(null=True)
    booked_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, unique=True)

    seen = OF_MONEY
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "period", "payment_id", "key"),
        money=("kind", "what", "granted_eur", "paid_eur"),
        evidence=("booked_on", "at", "by"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what="grant", granted_eur__gt=0, paid_eur=0)
                | Q(what="reverse", granted_eur__lt=0, paid_eur=0)
                | Q(what="pay", granted_eur=0, paid_eur__gt=0)
                | Q(what="stand", granted_eur__gt=0, paid_eur=F("granted_eur"))
                | Q(what__in=("return", "recover"), granted_eur__lt=0, paid_eur=F("granted_eur")),
                name="each_line_says_what_it_does",
            ),
        ]
        indexes = [
            models.Index(fields=["partner_id", "booked_on"], name="ledger_by_partner_and_day"),
            models.Index(fields=["claim"], name="ledger_by_claim"),
        ]


class OtherFunding(models.Model):
    """Another programme or the municipality pays this kind for this learner, since a day until a day or still.

    `ended_by`, `ended_why`: who said last until when, and why, where that gave days back to the programme.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    payer = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)  # exclusive
    told_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=300, blank=True, default="", db_default="")

    seen = Seen(
        institution="institution_id", learner="learner_id", written_by=Seen(institution="institution_id")
    )
    privacy = Privacy(
        purpose="that nothing is paid twice",
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "learner", "institution_id"),
        money=("kind", "payer", "since", "until"),
        evidence=("told_by", "told_at", "ended_by", "ended_why"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_other_payer_at_a_time",
                expressions=[
                    ("learner", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="other_funding_ends_after_start"
            ),
        ]
