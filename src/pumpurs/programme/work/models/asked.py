"""Hours that a provider asks for because those planned are used up (lūgums pēc papildu stundām)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models.accounted import ACCOUNTED
from pumpurs.programme.work.rules import ANSWERS


class HoursAsked(models.Model):
    """More minutes of one measure, asked of the plan's author; `answer` is empty until the author answers."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="hours_asked")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    measure_id = models.UUIDField()
    kind = models.CharField(max_length=40)  # rulebook: support_measures
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)  # work.rules.ANSWERS
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", account="by_id", kept=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "plan", "learner", "institution_id", "measure_id", "kind"),
        money=("minutes",),
        evidence=("by", "at", "answer", "answered_by", "answered_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="hours_asked_are_some"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(answer__in=ANSWERS, answered_at__isnull=False),
                name="hours_asked_answered_once",
            ),
            models.UniqueConstraint(
                fields=["measure_id", "by"], condition=Q(answer=""), name="hours_asked_once_at_a_time"
            ),
        ]
