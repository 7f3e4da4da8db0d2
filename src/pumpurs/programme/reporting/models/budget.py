"""A partner's budget of a year (līguma budžets) as dated rows, and the warnings that were told about it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.models.statement import ACCOUNTED


class BudgetLine(models.Model):
    """What an agreement or an amendment adds to a partner's budget of a year, or takes from it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="budget_lines")
    year = models.PositiveSmallIntegerField()
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2)
    in_force_on = models.DateField()
    document = models.CharField(max_length=120)
    form_key = models.UUIDField(unique=True)  # one form is one row, however often it is sent
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "year", "in_force_on", "document", "form_key"),
        money=("amount_eur",),
        evidence=("by", "at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_eur=0), name="budget_line_changes_something")
        ]
        indexes = [models.Index(fields=["year", "partner"], name="budget_by_year_and_partner")]


class BudgetWarning(models.Model):
    """A warning that was told: each once for a partner, a year and a share of the budget."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    used_eur = models.DecimalField(max_digits=12, decimal_places=2)
    budget_eur = models.DecimalField(max_digits=12, decimal_places=2)
    told_at = models.DateTimeField()

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "year", "percent"),
        money=("used_eur", "budget_eur"),
        evidence=("told_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "year", "percent"], name="each_warning_told_once")
        ]
