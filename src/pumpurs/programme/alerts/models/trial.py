"""Trials of rules (noteikumu izmēģinājumi) on a past semester: what they would have found, beside those in force."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, VisibleQuerySet
from pumpurs.programme.people.models import Account


class RuleTrial(models.Model):
    """One trial, and what came of it. `rules_of`: the day whose rules of the rulebook are tried; one rule of them
    may be told another threshold (`rule`, `threshold`), or be left out (no threshold).

    `result`: the figures of the tried rules and of those in force, see `rules/trials.py`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    semester = models.CharField(max_length=6)
    rules_of = models.DateField()
    rule = models.CharField(max_length=40, blank=True)
    threshold = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default="asked")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tried_version = models.CharField(max_length=24, blank=True)
    force_version = models.CharField(max_length=24, blank=True)
    data_version = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    seen = Open("counts of a trial say nothing about a person", written_by="nation")
    privacy = Privacy(
        purpose="that a rule is tried before it troubles anybody", retention="scores", on_erasure="keep",
        technical=(
            "id", "semester", "rules_of", "rule", "threshold", "state", "done", "total", "tried_version",
            "force_version", "data_version", "result", "trouble",
        ),
        evidence=("asked_at", "asked_by", "ended_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-asked_at"], name="rule_trials_newest")]
