"""Statistical models (statistiskie modeļi) with their cards, and what a model says about the order of alerts."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.alerts.models.alert import FOUND_EARLY, KEYS, OfAlert
from pumpurs.programme.learners.models import Moving
from pumpurs.programme.people.models import Account


class RiskModel(models.Model):
    """A trained model as the evaluation wrote it: its table (`terms`) and its card, word for word. At most one is on.

    `version` is the hash of the table; `may_be_switched_on` is what the card says.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    version = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    made_on = models.DateField()
    terms = models.TextField()
    card = models.JSONField()
    may_be_switched_on = models.BooleanField()
    state = models.CharField(max_length=10, default="off")
    loaded_at = models.DateTimeField()
    switched_on_at = models.DateTimeField(null=True)
    switched_on_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    switched_off_at = models.DateTimeField(null=True)
    switched_off_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None though switched off: the alarm of drift
    off_because = models.TextField(blank=True)

    seen = Open("a model holds sums over many and nothing about a person", written_by="nation")
    privacy = Privacy(
        purpose="that it can be told by which model a list was ordered", retention="scores", on_erasure="keep",
        technical=("id", "version", "kind", "made_on", "terms", "card", "may_be_switched_on", "state", "off_because"),
        evidence=("loaded_at", "switched_on_at", "switched_on_by", "switched_off_at", "switched_off_by"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()
    was_read: bool = False  # not stored: who switches it on says that the card was read

    @property
    def stopped_by_drift(self) -> bool:
        """Switched off, and by nobody."""
        return self.switched_off_at is not None and self.switched_off_by_id is None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="on"), name="one_model_is_on"),
            models.CheckConstraint(
                condition=~Q(state="on") | Q(may_be_switched_on=True), name="only_a_good_model_is_on"
            ),
        ]


class AlertPoint(OfAlert):
    """What one indicator adds to an alert's score, in units of 10^-12, with the learner's figure it rests on.

    No figure: the journal shows nothing of it. The indicator `institution` is the base rate of the school.
    """

    indicator = models.CharField(max_length=40)
    window = models.CharField(max_length=12, blank=True)
    units = models.BigIntegerField()
    num = models.BigIntegerField(null=True)
    den = models.BigIntegerField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(lambda today: ~Q(alert__state="closed"))
    privacy = Privacy(
        purpose=FOUND_EARLY, retention="scores", on_erasure="erase",
        technical=(*KEYS, "indicator", "window", "units"),
        education=("num", "den"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "indicator", "window"], name="one_point_per_alert_and_indicator"
            ),
        ]
