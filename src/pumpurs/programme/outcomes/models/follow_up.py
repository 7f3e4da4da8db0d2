"""Follow-ups (novērojumi pēc atbalsta): is the learner still in education, so many days after the support ended."""

from __future__ import annotations

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models.plan import KEYS, OfPlan


class FollowUp(OfPlan):
    """One observation, due some days after the plan's last day; told by the roster, or by a person who asked."""

    days = models.PositiveSmallIntegerField()  # rulebook: evaluation.follow_up_days
    due_on = models.DateField()
    found = models.CharField(max_length=20, blank=True)  # rulebook: enrolment_answers; empty: not known yet
    source = models.CharField(max_length=10, blank=True)  # roster | asked
    found_on = models.DateField(null=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="whether the support lasts",
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "days", "due_on", "source"),
        education=("found",),
        evidence=("found_on", "by"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "days"], name="each_follow_up_once")]
        indexes = [models.Index(fields=["found", "due_on"], name="follow_up_that_is_due")]
