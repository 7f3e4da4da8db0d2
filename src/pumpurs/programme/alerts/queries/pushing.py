"""Keys of journals (žurnālu atslēgas): who pushes with one, what was pushed before, the keys of a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.programme.alerts.queries.journals import BatchCard, card_of
from pumpurs.programme.alerts.rules.tokens import hash_of
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import Role

SHOWN_TOKENS = 50


@dataclass(frozen=True)
class TokenCard:
    """A key as its page shows it; never the key itself. `ended_on`: the day its maker's appointment was over."""

    id: UUID
    name: str
    made_by: str
    made_at: datetime
    revoked_at: datetime | None
    ended_on: date | None
    used_at: datetime | None


@dataclass(frozen=True)
class Pusher:
    """Who pushes with a key: a school's journal. It reaches its own files and nothing else of the school."""

    viewer: Viewer
    token_id: UUID
    institution_id: UUID


def tokens_of(*, viewer: Viewer, institution_id: UUID, today: date) -> list[TokenCard]:
    """Keys of a school, those not revoked first."""
    rows = JournalToken.objects.visible_to(viewer).filter(institution_id=institution_id)
    rows = rows.select_related("appointment__account").order_by("revoked_at", "-made_at")
    return [
        TokenCard(
            row.id, row.name, row.appointment.account.name, row.made_at, row.revoked_at,
            row.appointment.until if _is_over(row, today) else None, row.used_at,
        )
        for row in rows[:SHOWN_TOKENS]
    ]  # fmt: skip


def pusher_by_token(*, token: str, today: date, request_id: str) -> Pusher | Reason:
    """Who holds this key; or why nobody does: unknown, revoked, or its maker's appointment is over.

    Ask under national sight.
    """
    rows = JournalToken.objects.select_related("appointment")
    row = rows.filter(token_hash=hash_of(token), revoked_at=None).first()
    if row is None:
        return Reason("journal.push.unknown_token")
    if _is_over(row, today):
        return Reason("journal.push.key_ended")
    viewer = Viewer(row.id, Role.JOURNAL, Reach(), request_id=request_id, name=row.name)
    return Pusher(viewer, row.id, row.institution_id)


def pushed_before(*, pusher: Pusher, push_key: str) -> tuple[BatchCard, str] | None:
    """The batch of an earlier push with the same key of a file, and the print of what was pushed."""
    rows = JournalBatch.objects.visible_to(pusher.viewer).select_related("institution", "partner")
    row = rows.filter(token_id=pusher.token_id, push_key=push_key).first()
    return (card_of(row), row.push_print) if row else None


def _is_over(token: JournalToken, today: date) -> bool:
    until = token.appointment.until
    return until is not None and until <= today
