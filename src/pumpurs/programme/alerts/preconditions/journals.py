"""What must be true before a journal file is written into the store or taken back."""

from __future__ import annotations

from django.db.models import F

from pumpurs.programme.alerts.models import JournalBatch, JournalPart
from pumpurs.programme.alerts.rules.journals import REJECTED_AT_MOST, SHRINKS_TO
from pumpurs.values.reasons import Reason


def something_to_take(batch: JournalBatch) -> Reason | None:
    """A file of which no row can be taken would only empty its month."""
    return None if batch.accepted else Reason("journal.confirm.nothing_to_take", {"rejected": batch.rejected})


def looks_whole(batch: JournalBatch) -> tuple[Reason, ...]:
    """What a machine may not decide alone: many rejected rows, or a month that shrinks to less than half."""
    reasons = []
    if batch.rejected > REJECTED_AT_MOST * batch.rows:
        reasons.append(
            Reason("journal.confirm.many_rejected", {"rejected": batch.rejected, "rows": batch.rows})
        )
    shrinking = JournalPart.objects.filter(batch=batch, rows__lt=SHRINKS_TO * F("rows_before"))
    found = shrinking.order_by("month").first()
    if found is not None:
        reasons.append(
            Reason(
                "journal.confirm.shrinks",
                {"month": f"{found.month:%Y-%m}", "rows": found.rows, "before": found.rows_before},
            )
        )
    return tuple(reasons)


def no_later_batch(batch: JournalBatch) -> Reason | None:
    """A month is given back only as long as what this file brought is what stands there."""
    parts = JournalPart.objects.filter(batch=batch)
    later = parts.filter(current=False).count()
    return Reason("journal.undo.later_batch", {"count": later}) if later else None
