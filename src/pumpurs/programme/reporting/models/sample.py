"""A sample for on-the-spot checks (pārbaudes izlase), its drawn records, findings and evidence."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.models.statement import ACCOUNTED
from pumpurs.programme.reporting.rules.asked import Asked


class Sample(models.Model):
    """One draw: from which months, how, with which seed, out of which population (its hash)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    way = models.CharField(max_length=10)  # rules.sampling.WAYS
    seed = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    population_sha256 = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=16)
    drawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    seen = Seen()  # the nation alone: who is checked does not know beforehand
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id", "first_month", "last_month", "way", "seed", "size", "population", "population_sha256", "rulebook",
        ),
        evidence=("drawn_by", "drawn_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="sample_draws_something"),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="sample_ends_after_it_begins"
            ),
        ]


class SampleItem(models.Model):
    """One drawn record and what the check found."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)  # rules.sampling: sheet | claim
    record_id = models.UUIDField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2)
    weight = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="drawn")
    finding = models.CharField(max_length=2000, blank=True)
    ineligible_eur = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    checked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    followed_up = models.CharField(max_length=500, blank=True)
    followed_up_at = models.DateTimeField(null=True)
    left_as_is = models.BooleanField(default=False, db_default=False)  # less taken back than is ineligible
    told = models.ForeignKey(
        Partner, null=True, on_delete=models.PROTECT, related_name="+"
    )  # who is to mend it
    told_at = models.DateTimeField(null=True)  # when the letter was put off

    seen = Seen(partner="told_id", written_by=Seen())  # the nation alone until a finding is told
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id", "sample", "place", "kind", "record_id", "partner", "institution", "month", "weight", "state", "told",
        ),
        money=("amount_eur", "ineligible_eur"),
        special=("finding", "followed_up"),  # free text on a learner's record
        evidence=("checked_by", "checked_at", "followed_up_at", "left_as_is", "told_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "kind", "record_id"], name="each_record_drawn_once"),
            models.CheckConstraint(condition=Q(ineligible_eur__gte=0), name="ineligible_is_not_negative"),
        ]


class SampleEvidence(models.Model):
    """A scan that proves a finding; kept outside the web root under its hash."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    item = models.ForeignKey(SampleItem, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    seen = Seen()
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "item", "file"),
        evidence=("added_at",),
    )
    objects = VisibleQuerySet.as_manager()
