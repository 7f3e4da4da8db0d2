"""What early warning forgets (glabāšanas termiņa beigas): old runs, what old alerts rested on, what was written."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import (
    Alert,
    AlertFact,
    AlertPoint,
    AlertRecords,
    AlertStep,
    JournalBatch,
    JournalRejection,
    ScoringRun,
)


@transaction.atomic
def forget_scores(*, before: date, viewer: Viewer) -> int:
    """Runs, facts, points and records of evenings before a day, and words written before it; how many rows.

    That something was done, by whom and when, stays; what was written about it does not.
    """
    gone = sum(
        rows.delete()[0]
        for rows in (
            ScoringRun.objects.filter(as_of__lt=before),
            AlertPoint.objects.filter(alert__as_of__lt=before),
            AlertRecords.objects.filter(as_of__lt=before),
            AlertFact.objects.filter(last_day__lt=before),
        )
    )
    gone += Alert.objects.filter(raised_at__date__lt=before).exclude(text="").update(text="")
    gone += AlertStep.objects.filter(at__date__lt=before).exclude(note="").update(note="")
    audit.noted(viewer, "alert.forget", details={"rows": gone})
    return gone


@transaction.atomic
def forget_cells(*, before: date, viewer: Viewer) -> int:
    """What stood in cells of journal files taken in before a day: refused values, examples; how many rows."""
    batches = JournalBatch.objects.filter(received_at__date__lt=before)
    gone = batches.exclude(examples=[]).update(examples=[])
    gone += JournalRejection.objects.filter(batch__in=batches).exclude(value="").update(value="")
    audit.noted(viewer, "journal.forget", details={"rows": gone})
    return gone
