"""What was decided about a plan: decisions of the chain, comments on lines, frozen versions, suspensions."""

from __future__ import annotations

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models.plan import KEYS, OfPlan


class Decision(OfPlan):
    """One step of the approval chain: who, in which role, decided what about which version. Never changed."""

    version = models.PositiveSmallIntegerField()
    step = models.CharField(
        max_length=20
    )  # submit | approve | send_back | take_back | refuse | revise | discard | suspend | resume | remove
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="proof of approval",
        retention="plans",
        on_erasure="keep",
        technical=KEYS,
        evidence=("version", "step", "by", "role", "at", "from_state", "to_state", "reason_code"),
        special=("note",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["plan", "at"], name="decision_by_plan")]


class LineComment(OfPlan):
    """A comment on one line of the plan: `line` is goal, consulted, risk:<factor> or measure:<id>.

    The author settles it: it is done, or answered in words.
    """

    line = models.CharField(max_length=60)
    text = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, default="")

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="talk between author and approver",
        retention="plans",
        on_erasure="erase",
        technical=(*KEYS, "line"),
        special=("text", "answer"),
        evidence=("by", "role", "at", "settled_at", "settled_by"),
    )
    objects = VisibleQuerySet.as_manager()


class PlanVersion(OfPlan):
    """What stood in the plan when it was submitted: frozen, compared and printed from here."""

    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    frozen_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="proof of what was approved",
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "number"),
        special=("content",),
        evidence=("frozen_at", "approved_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_frozen_version_per_number")
        ]


class Suspension(OfPlan):
    """The plan rested since a day, until a day (exclusive) or still; no support may be given on these days."""

    reason_code = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    privacy = Privacy(
        purpose="proof of eligibility",
        retention="plans",
        on_erasure="keep",
        technical=(*KEYS, "since", "until"),
        special=("reason_code", "note"),
    )
    objects = VisibleQuerySet.as_manager()
