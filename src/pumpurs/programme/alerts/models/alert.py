"""Alerts (brīdinājumi): one for each learner at a time, the facts beside it, what people did about it; runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner, Moving
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account

FOUND_EARLY = "that learners at risk are noticed in time and a person decides"


@dataclass(frozen=True)
class AlertAsked:
    """What comes along with the step that is being taken."""

    note: str = ""
    until: date | None = None
    day: date | None = None


class ScoringRun(models.Model):
    """One run of the rules over the store: with which rules and data, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=40)  # of the run's folder in the store: day and fingerprint
    as_of = models.DateField()
    engine = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="running")  # running | finished | undone
    rules_version = models.CharField(max_length=12, blank=True)
    data_version = models.CharField(max_length=64, blank=True)
    model_version = models.CharField(max_length=64, blank=True)  # empty: the statistical model is off
    learners = models.PositiveIntegerField(default=0)
    hits = models.JSONField(default=dict)  # rule -> learners hit
    counts = models.JSONField(default=dict)  # outcome -> alerts
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    seen = Open("counts of a run say nothing about a person", written_by="nation")
    privacy = Privacy(
        purpose="that it can be told what was computed, with which rules and data", retention="scores",
        on_erasure="keep",
        technical=(
            "id", "name", "as_of", "engine", "state", "rules_version", "data_version", "model_version", "learners",
            "hits", "counts",
        ),
        evidence=("started_at", "ended_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-as_of", "-started_at"], name="scoring_runs_newest")]


class Alert(models.Model):
    """A sign that a learner may be at risk. `kind`: the most urgent severity of its facts, `hunch` or `asked`.

    `owner`: who looks after the learner, as known at night; None: the head. `need` orders the queue. What the figures
    or the family say goes along to another institution; a hunch in words of staff stays where it was written down.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="alerts")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, default="new")
    source = models.CharField(max_length=8)  # rules | hunch | asked
    kind = models.CharField(max_length=12)  # rulebook: alert_handling
    first_step = models.CharField(max_length=30)  # rulebook: alert_handling
    need = models.PositiveIntegerField(default=0)
    semester = models.CharField(max_length=6)
    owner = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_by_id = models.UUIDField(null=True)  # who had the hunch or asked; None: the rules
    released_on = models.DateField(null=True)  # since when it stands on somebody's list
    due_on = models.DateField(null=True)
    as_of = models.DateField(null=True)  # evening of the newest facts
    text = models.TextField(blank=True)
    set_aside_until = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)
    disagreed = models.BooleanField(default=False)
    plan_id = models.UUIDField(null=True)
    closed_because = models.CharField(max_length=20, blank=True)
    score_units = models.BigIntegerField(null=True)  # base + points in units of 10^-12; None: no model is on
    base_units = models.BigIntegerField(null=True)
    model_version = models.CharField(max_length=64, blank=True, default="", db_default="")

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(lambda today: ~Q(state="closed") & ~Q(source="hunch"))
    privacy = Privacy(
        purpose=FOUND_EARLY, retention="scores", on_erasure="erase",
        technical=(
            "id", "learner", "institution", "state", "source", "kind", "first_step", "need", "semester", "owner",
            "released_on", "due_on", "as_of", "set_aside_until", "disagreed", "plan_id", "closed_because",
            "score_units", "base_units", "model_version",
        ),
        special=("text",),
        evidence=("raised_at", "raised_by_id", "escalated_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()
    asked: AlertAsked = AlertAsked()  # not stored

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(source="rules") & ~Q(state="closed"),
                name="one_open_alert_of_rules_per_learner",
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | Q(set_aside_until__isnull=False),
                name="set_aside_until_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state", "due_on"], name="alerts_by_institution"),
            models.Index(fields=["owner", "state", "released_on"], name="alerts_by_owner"),
            models.Index(fields=["state", "due_on"], name="alerts_by_state"),
        ]


class OfAlert(models.Model):
    """A line of an alert; carries the alert's institution and learner so that its wall needs no look-up."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="%(class)ss")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="%(class)ss")
    institution_id = models.UUIDField()

    class Meta:
        abstract = True


KEYS = ("id", "alert", "learner", "institution_id")


class AlertFact(OfAlert):
    """What one rule found: the learner's number, the threshold and what is usual for the class, as whole numbers."""

    rule = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    window = models.CharField(max_length=12)
    num = models.BigIntegerField()
    den = models.BigIntegerField()
    observed = models.BigIntegerField(default=0)  # lessons, marks or sessions the figure rests on
    threshold_num = models.BigIntegerField()
    threshold_den = models.BigIntegerField()
    usual_num = models.BigIntegerField(null=True)
    usual_den = models.BigIntegerField(null=True)
    first_day = models.DateField()
    last_day = models.DateField()

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(lambda today: ~Q(alert__state="closed"))
    privacy = Privacy(
        purpose=FOUND_EARLY, retention="scores", on_erasure="erase",
        technical=(*KEYS, "rule", "indicator", "window", "threshold_num", "threshold_den", "first_day", "last_day"),
        education=("num", "den", "observed", "usual_num", "usual_den"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "rule"], name="one_fact_per_alert_and_rule"),
            models.CheckConstraint(condition=Q(den__gt=0, threshold_den__gt=0), name="facts_are_fractions"),
        ]


class AlertStep(OfAlert):
    """What somebody did about an alert, and why. Only added, never changed; it stays with the institution. When
    the term is over the words go.
    """

    step = models.CharField(max_length=20)
    by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: the nightly job
    at = models.DateTimeField()
    until = models.DateField(null=True)
    note = models.TextField(blank=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose=FOUND_EARLY, retention="scores", on_erasure="erase",
        technical=(*KEYS, "step", "until"),
        special=("note",),
        evidence=("by", "at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["alert", "at"], name="alert_steps_in_order")]
