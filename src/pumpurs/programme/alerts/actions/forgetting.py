"""What early warning forgets (glabāšanas termiņa beigas): old runs, and what old alerts rested on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import AlertFact, AlertPoint, AlertRecords, ScoringRun


@transaction.atomic
def forget_scores(*, before: date, viewer: Viewer) -> int:
    """Runs, facts, points and records of evenings before a day; how many rows. What people did stays."""
    gone = sum(
        rows.delete()[0]
        for rows in (
            ScoringRun.objects.filter(as_of__lt=before),
            AlertPoint.objects.filter(alert__as_of__lt=before),
            AlertRecords.objects.filter(as_of__lt=before),
            AlertFact.objects.filter(last_day__lt=before),
        )
    )
    audit.noted(viewer, "alert.forget", details={"rows": gone})
    return gone
