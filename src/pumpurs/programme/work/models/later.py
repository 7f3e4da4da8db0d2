"""What else stands on a sheet: corrections (labojums) of months that were sent, and hours with a plan itself."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models.accounted import ACCOUNTED
from pumpurs.programme.work.models.log import Entry
from pumpurs.programme.work.models.sheet import Sheet
from pumpurs.programme.work.rules import PREPARING

LIKE_AN_ENTRY = Seen(
    institution="institution_id", learner="learner_id", account="provider_id", kept=True, account_writes=True
)


class Correction(models.Model):
    """A signed line on a later sheet about an entry of a month that was sent. Never changed.

    Corrections of one entry are numbered, each telling what it left; one form is one correction, however often it is
    sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="corrections")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    form_key = models.UUIDField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    measure_id = models.UUIDField()
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    provider_id = models.UUIDField()
    minutes_delta = models.SmallIntegerField()
    minutes_after = models.PositiveSmallIntegerField()
    paid_delta = models.SmallIntegerField()  # by how much the provider's time changes
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    seen = LIKE_AN_ENTRY
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id", "sheet", "entry", "number", "form_key", "plan", "measure_id", "learner", "institution_id",
            "provider_id",
        ),
        special=("reason",),
        money=("minutes_delta", "minutes_after", "paid_delta"),
        evidence=("by", "at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="corrections_one_after_another"),
            models.UniqueConstraint(fields=["entry", "form_key"], name="one_form_is_one_correction"),
            models.CheckConstraint(condition=~Q(minutes_delta=0), name="correction_changes_something"),
            models.CheckConstraint(
                condition=Q(paid_delta__gte=0, paid_delta__lte=F("minutes_delta"))
                | Q(paid_delta__lte=0, paid_delta__gte=F("minutes_delta")),
                name="pay_changes_no_more_than_minutes",
            ),
        ]


class Preparation(models.Model):
    """Minutes that a plan's author spent on the plan itself: preparing, following, evaluating it.

    A line with `corrects` is a signed correction of another whose month was sent: of its day, paid by its position, on
    a later sheet, with a reason. Such a line is never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="preparations")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="preparations")
    form_key = models.UUIDField()
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    provider_id = models.UUIDField()
    day = models.DateField()
    minutes = models.SmallIntegerField()  # signed only in a correction
    what = models.CharField(max_length=10)  # work.rules.PREPARING
    recorded_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    seen = LIKE_AN_ENTRY
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "sheet",
            "plan",
            "form_key",
            "learner",
            "institution_id",
            "provider_id",
            "day",
            "what",
            "corrects",
        ),
        special=("reason",),
        money=("minutes",),
        evidence=("recorded_at", "taken_out_at", "by"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "form_key"], name="one_form_is_one_preparation"),
            models.CheckConstraint(
                condition=Q(corrects=None, minutes__gt=0, reason="", by=None)
                | Q(corrects__isnull=False, by__isnull=False, taken_out_at=None)
                & ~Q(minutes=0)
                & ~Q(reason=""),
                name="preparation_takes_time_or_corrects_some",
            ),
            models.CheckConstraint(condition=Q(what__in=PREPARING), name="preparation_of_a_known_kind"),
        ]
