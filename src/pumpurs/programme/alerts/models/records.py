"""Records behind the facts of an alert (ieraksti aiz konstatētā), kept beside it: no page asks the store."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.alerts.models.alert import FOUND_EARLY, KEYS, OfAlert
from pumpurs.programme.learners.models import Moving


class AlertRecords(OfAlert):
    """What the journal says of the learner as of the evening of the alert's facts; the newest come first.

    `weeks`: [Monday, lessons that count, missed, missed without excuse, the same where lessons do not count, left out;
    the last two only since they are kept]; `absences`: [day, lesson, code, subject];
    `marks`: [day, subject, mark or empty, passed 0/1 or empty]; `notes`: [day, code]. `cut`: there are more.
    """

    as_of = models.DateField()
    weeks = models.JSONField(default=list)
    absences = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    cut = models.BooleanField(default=False)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(lambda today: ~Q(alert__state="closed"))
    privacy = Privacy(
        purpose=FOUND_EARLY, retention="scores", on_erasure="erase",
        technical=(*KEYS, "as_of", "cut"),
        education=("weeks", "absences", "marks"),
        special=("notes",),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert"], name="one_set_of_records_per_alert")]
