"""The evaluation of a plan (izvērtējums), its lines by risk and by measure, and what learner and family say."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.models.plan import KEYS, OfPlan

PURPOSE = "support against early leaving"
SEEN = Seen(institution="institution_id", learner="learner_id", kept=True)


class Evaluation(models.Model):
    """What became of one plan, as its author judges it. The plan's state says where it is on its way.

    `figures`: planned and given hours, compensations, attendance and marks, worked out anew at each handing in and
    frozen at the closing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="evaluation")
    institution_id = models.UUIDField()
    learner_id = models.UUIDField()
    recommendation = models.CharField(max_length=40, blank=True)  # rulebook: recommendations
    outcome = models.CharField(max_length=40, blank=True)  # rulebook: learner_outcomes
    comment = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(
        default=0
    )  # counts saves, so that two authors do not write over each other
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    seen = SEEN
    privacy = Privacy(
        purpose=PURPOSE,
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "revision"),
        education=("figures",),
        special=("recommendation", "outcome", "comment"),
        evidence=("written_by", "written_at", "submitted_at", "closed_by", "closed_at"),
    )
    objects = VisibleQuerySet.as_manager()


class RiskOutcome(OfPlan):
    """What became of one risk that the plan found: its level then and now."""

    factor = models.CharField(max_length=40)
    level_before = models.PositiveSmallIntegerField()
    level_after = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40)  # rulebook: risk_outcomes

    seen = SEEN
    privacy = Privacy(
        purpose=PURPOSE,
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "factor"),
        special=("level_before", "level_after", "outcome"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "factor"], name="each_risk_evaluated_once")]


class MeasureVerdict(OfPlan):
    """Whether one measure of the plan was useful; why not, where it was not used."""

    measure_id = models.UUIDField()
    verdict = models.CharField(max_length=40)  # rulebook: measure_verdicts
    unused_reason = models.CharField(max_length=40, blank=True)  # rulebook: unused_reasons
    note = models.CharField(max_length=500, blank=True)

    seen = SEEN
    privacy = Privacy(
        purpose=PURPOSE,
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "measure_id"),
        special=("verdict", "unused_reason", "note"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "measure_id"], name="each_measure_judged_once"),
            models.CheckConstraint(
                condition=Q(verdict="not_used") | Q(unused_reason=""),
                name="a_reason_only_for_what_was_not_used",
            ),
        ]


class Opinion(OfPlan):
    """Two answers of the learner or of the family: did it help, and what next. The newest of each stands."""

    who = models.CharField(max_length=10)  # learner | family
    helped = models.CharField(max_length=20)  # rulebook: helped_answers
    next_step = models.CharField(max_length=20)  # rulebook: next_answers
    words = models.CharField(max_length=500, blank=True)
    way = models.CharField(
        max_length=10
    )  # page | told: on their own page, or told to who writes the evaluation
    by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: came by a link
    at = models.DateTimeField()

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose=PURPOSE,
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "who", "way"),
        special=("helped", "next_step", "words"),
        evidence=("by", "at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "who"], name="one_opinion_each")]
