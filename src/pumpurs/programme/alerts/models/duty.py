"""Notice to the municipality of unexcused absence (paziņojums pašvaldībai) and what followed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.alerts.models.alert import Alert
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner


class DutyNotice(models.Model):
    """One notice for a learner and semester. It stays with the institution that wrote it.

    `lessons` and `limit` are frozen on the day it was prepared. The municipality sees it once it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    alert = models.ForeignKey(Alert, null=True, on_delete=models.SET_NULL, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="duty_notices")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    semester = models.CharField(max_length=6)
    state = models.CharField(max_length=10, default="prepared")  # prepared | sent | ended
    lessons = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    family_told_on = models.DateField()
    cause = models.TextField()  # what was done to find the cause, and why it is not clear
    done = models.TextField(blank=True)
    social_service = models.BooleanField(default=False)
    police = models.BooleanField(default=False)
    childrens_rights = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    prepared_at = models.DateTimeField()
    prepared_by_id = models.UUIDField()
    sent_at = models.DateTimeField(null=True)
    sent_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="the duty to tell the municipality of unexcused absence", retention="plans", on_erasure="keep",
        technical=("id", "alert", "learner", "institution", "partner", "semester", "state", "limit"),
        education=("lessons", "first_day", "last_day"),
        special=("family_told_on", "cause", "done", "social_service", "police", "childrens_rights", "outcome"),
        evidence=("prepared_at", "prepared_by_id", "sent_at", "sent_by_id", "ended_at", "ended_by_id"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "institution", "semester"], name="one_duty_notice_per_semester_and_school"
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(sent_at__isnull=False), name="sent_notice_has_its_moment"
            ),
        ]
        indexes = [models.Index(fields=["institution", "state"], name="duty_notice_by_institution")]
