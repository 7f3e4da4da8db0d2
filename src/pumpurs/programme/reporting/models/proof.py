"""The nightly proof (saskaņošana) that every sum of the house is the sum of its records."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.reporting.models.statement import ACCOUNTED


class Reconciliation(models.Model):
    """One run: how many sums were compared, and every difference with its place."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    at = models.DateTimeField()
    compared = models.PositiveIntegerField()
    differences = models.JSONField(default=list)

    seen = Seen()
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "compared"),
        money=("differences",),
        evidence=("at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="newest_reconciliation")]
