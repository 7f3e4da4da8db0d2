"""Monthly sheet (DLUV) and the history of its steps."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.work.models.accounted import ACCOUNTED
from pumpurs.programme.work.rules import Asked


class Sheet(models.Model):
    """One provider's month at one institution (DLUV). It fills itself from sessions.

    `position` is what the head confirms; sessions are paid by it. A closed sheet keeps its sums, an open one has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    provider = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sheets")
    appointment_id = models.UUIDField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)  # 2026-10
    position = models.CharField(max_length=40)  # rulebook: positions
    own_of_head = models.BooleanField(
        default=False
    )  # the head did the work, or closed the month of who left: approved one level up
    state = models.CharField(max_length=20, default="open")
    opened_at = models.DateTimeField()
    sums = models.JSONField(null=True)  # what it comes to (work.rules.Sum), from closing on

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "provider",
            "appointment_id",
            "institution",
            "partner",
            "month",
            "own_of_head",
            "state",
        ),
        money=("position", "sums"),
        evidence=("opened_at",),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()  # not stored: what comes along with the step that is being taken

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "institution", "month"],
                name="one_sheet_per_provider_institution_and_month",
            ),
            models.CheckConstraint(
                condition=Q(state="open", sums__isnull=True) | (~Q(state="open") & Q(sums__isnull=False)),
                name="a_closed_sheet_keeps_its_sums",
            ),
        ]
        indexes = [models.Index(fields=["partner", "month", "state"], name="sheet_by_partner_month")]


class SheetDecision(models.Model):
    """One step of a sheet's life: who, in which role, when, with which words. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="decisions")
    institution_id = models.UUIDField()
    provider_id = models.UUIDField()
    step = models.CharField(max_length=20)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "sheet", "institution_id", "provider_id"),
        evidence=("step", "by", "role", "at", "from_state", "to_state", "note"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sheet", "at"], name="sheet_decision_by_sheet")]
