"""The plan and its working lines: judged risks and measures. What was approved is frozen in PlanVersion."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.rules import Asked


class Plan(models.Model):
    """One learner's plan for one semester. `revisions` counts saves of each text section (goal, consulted)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    number = models.BigIntegerField(unique=True)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="plans")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="plans")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="plans")
    semester = models.CharField(max_length=6)  # 2026/1
    state = models.CharField(max_length=20, default="draft")
    version = models.PositiveSmallIntegerField(default=1)
    grade = models.PositiveSmallIntegerField()
    vocational = models.BooleanField(default=False)
    class_name = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="plans_written")
    author_appointment_id = models.UUIDField(null=True)
    writers = ArrayField(
        models.UUIDField(), default=list
    )  # accounts that wrote any of it: none of them decides
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="plans")
    application = models.ForeignKey(Application, null=True, on_delete=models.PROTECT, related_name="plans")
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    since = models.DateField()
    until = models.DateField()  # exclusive
    learner_goal = models.TextField(blank=True)
    consulted = ArrayField(models.CharField(max_length=30), default=list)
    consulted_note = models.TextField(blank=True)
    revisions = models.JSONField(default=dict)
    preparation_hours = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    planned_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    is_clean = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    first_head_approved_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    money_used = models.BooleanField(default=False)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="support against early leaving",
        retention="plans",
        on_erasure="keep",
        technical=(
            "id",
            "number",
            "learner",
            "institution",
            "partner",
            "semester",
            "state",
            "version",
            "consent",
            "application",
            "copied_from",
            "since",
            "until",
            "revisions",
            "is_clean",
            "author_appointment_id",
        ),
        education=("grade", "vocational", "class_name"),
        special=("learner_goal", "consulted", "consulted_note"),
        money=("preparation_hours", "planned_eur", "money_used"),
        evidence=(
            "author",
            "writers",
            "created_at",
            "submitted_at",
            "waiting_since",
            "first_head_approved_at",
            "approved_at",
        ),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()  # not stored: what comes along with the step that is being taken

    class Meta:
        constraints = [
            models.UniqueConstraint(  # by school: who moves in mid-semester gets a plan of the new school's own
                fields=["learner", "semester", "institution"],
                condition=~Q(state="inactive"),
                name="one_plan_per_learner_semester_and_school",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="plan_ends_after_start"),
            models.CheckConstraint(condition=Q(planned_eur__gte=0), name="plan_costs_not_less_than_nothing"),
        ]
        indexes = [
            models.Index(fields=["state", "waiting_since"], name="plan_desk_nation"),
            models.Index(fields=["institution", "state", "waiting_since"], name="plan_desk_institution"),
            models.Index(fields=["semester", "institution"], name="plan_by_semester"),
        ]


class OfPlan(models.Model):
    """A line of a plan; carries the plan's institution and learner so that its wall needs no look-up."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="%(class)ss")
    institution_id = models.UUIDField()
    learner_id = models.UUIDField()

    class Meta:
        abstract = True


KEYS = ("id", "plan", "institution_id", "learner_id")


class RiskJudgement(OfPlan):
    """One risk factor of the rulebook's catalogue, judged: level 0 (none) to 3 (high) and why."""

    factor = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="support against early leaving",
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "factor", "revision"),
        special=("level", "reason"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "factor"], name="each_risk_judged_once")]


class Measure(OfPlan):
    """One support measure of the plan: a consultation in hours or a compensation in euros, answering some risks."""

    kind = models.CharField(max_length=40)  # rulebook: support_measures
    risks = ArrayField(models.CharField(max_length=40), default=list)
    provider_profession = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    hours_planned = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    amount_eur = models.DecimalField(
        max_digits=10, decimal_places=2, null=True
    )  # per month or semester, as the kind says
    since = models.DateField()
    until = models.DateField()  # exclusive
    expected_result = models.TextField(blank=True)
    planned_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="support against early leaving",
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "kind", "since", "until", "position", "revision"),
        education=("subject", "provider_profession"),
        special=("risks", "expected_result"),
        money=("hours_planned", "amount_eur", "planned_eur"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="measure_ends_after_start"),
            models.CheckConstraint(
                condition=Q(hours_planned__gt=0, amount_eur=None) | Q(hours_planned=None, amount_eur__gt=0),
                name="measure_is_hours_or_euros",
            ),
        ]
