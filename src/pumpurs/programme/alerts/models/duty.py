"""Notice to the municipality of unexcused absence (paziņojums pašvaldībai) and what followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.alerts.models.alert import Alert
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.values.reasons import Reason

MACHINES = ("push", "folder")
BROUGHT_IN = ("social_service", "police", "childrens_rights")


@dataclass(frozen=True)
class NewerJournal:
    """A month of the school changed after the night that counted. `by_machine`: by files that come by themselves."""

    month: date
    by_machine: bool

    @property
    def reason(self) -> Reason:
        """Why the notice is not signed now, and what can be done."""
        code = "duty.send.journal_came" if self.by_machine else "duty.send.journal_changed"
        return Reason(code, {"month": self.month}, place="id_counted_again" if self.by_machine else "")


class DutyNotice(models.Model):
    """One notice for a learner and semester. It stays with the institution that wrote it.

    The rules of the night prepare it; `lessons` grows until it is sent and is frozen then. Whose it is stands in words,
    for the learner's record may go along to another institution. The municipality sees it once it is sent. `outcome` is
    its answer, or why no notice was needed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    alert = models.ForeignKey(Alert, null=True, on_delete=models.SET_NULL, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="duty_notices")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    learner_name = models.CharField(max_length=161)
    class_name = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField(null=True)
    semester = models.CharField(max_length=6)
    state = models.CharField(max_length=10, default="prepared")
    lessons = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    data_from = models.DateField(null=True)  # the journal tells of no school day before; as of the signature
    months_missing = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    due_on = models.DateField()
    family_told_on = models.DateField(null=True)
    cause = models.TextField(blank=True)  # what was done to find the cause, and why it is not clear
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    social_service = models.BooleanField(default=False)
    police = models.BooleanField(default=False)
    childrens_rights = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="the duty to tell the municipality of unexcused absence", retention="plans", on_erasure="keep",
        technical=(
            "id", "alert", "learner", "institution", "partner", "semester", "state", "limit", "due_on", "data_from",
            "months_missing",
        ),
        identity=("learner_name", "birth_date"),
        education=("class_name", "lessons", "first_day", "last_day"),
        special=("family_told_on", "cause", "social_service", "police", "childrens_rights", "outcome"),
        evidence=(
            "prepared_at", "sent_at", "sent_by", "answer_due_on", "received_at", "received_by", "ended_at", "ended_by",
        ),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()
    today: date | None = None  # not stored: the day on which a step is taken
    counted_again: bool = False  # not stored: the head has counted in the journal itself
    newer: NewerJournal | None = None  # not stored: what changed in the journal after the figures

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "institution", "semester"], name="one_duty_notice_per_semester_and_school"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "not_needed"))
                | Q(sent_at__isnull=False, sent_by__isnull=False, family_told_on__isnull=False),
                name="sent_notice_was_signed",
            ),
        ]
        indexes = [models.Index(fields=["institution", "state"], name="duty_notice_by_institution")]
