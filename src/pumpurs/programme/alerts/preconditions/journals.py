"""What must be true before a journal file is received, written into the store or taken back; and of its keys."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.timezone import localdate

from pumpurs.programme.alerts.models import JournalBatch, JournalPart, JournalToken
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.programme.alerts.rules.tokens import MOST_TOKENS, MOST_WAITING
from pumpurs.rulebook import journal_intake
from pumpurs.values.reasons import Reason


def known_kind_of_file(what: str) -> Reason | None:
    """A journal file holds attendance, marks, notes or lessons held."""
    if what in {one.value for one in What}:
        return None
    return Reason("journal.receive.no_such_kind", {"value": what[:20]}, place="what")


def room_for_one_more_key(token: JournalToken) -> Reason | None:
    """A school has few keys at a time."""
    goes_on = Q(appointment__until=None) | Q(appointment__until__gt=localdate(token.made_at))
    live = JournalToken.objects.filter(goes_on, institution_id=token.institution_id, revoked_at=None)
    return Reason("journal.token.too_many", {"limit": MOST_TOKENS}) if live.count() >= MOST_TOKENS else None


def room_for_one_more_file(batch: JournalBatch) -> Reason | None:
    """A key brings a few files at a time: who sends more waits until some of them are read."""
    if batch.token_id is None:
        return None
    waiting = JournalBatch.objects.filter(token_id=batch.token_id, state="received").count()
    return Reason("journal.push.too_many_wait", {"limit": MOST_WAITING}) if waiting >= MOST_WAITING else None


def not_revoked_yet(token: JournalToken) -> Reason | None:
    """What was revoked stays as it is."""
    return None if token.revoked_at is None else Reason("journal.token.revoked_before")


def something_to_take(batch: JournalBatch) -> Reason | None:
    """A file of which no row can be taken would only empty its month; the reason says why there is none."""
    if batch.accepted:
        return None
    if not batch.rows:
        return Reason("journal.confirm.no_rows", {"file": batch.file_name})
    return Reason("journal.confirm.nothing_to_take", {"rejected": batch.rejected})


def looks_whole(batch: JournalBatch) -> tuple[Reason, ...]:
    """What a machine may not decide alone: many rejected rows, or a month that shrinks much."""
    day = localdate(batch.received_at)
    rejected = journal_intake.limit_on("rejected_percent", day)
    shrinks_to = journal_intake.limit_on("shrinks_to_percent", day)
    reasons = []
    if batch.rejected * 100 > rejected * batch.rows:
        reasons.append(
            Reason("journal.confirm.many_rejected", {"rejected": batch.rejected, "rows": batch.rows})
        )
    shrinking = JournalPart.objects.filter(batch=batch, rows__lt=F("rows_before") * shrinks_to / 100.0)
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
