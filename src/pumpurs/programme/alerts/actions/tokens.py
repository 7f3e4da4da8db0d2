"""Tokens (piekļuves atslēgas): the right of a school's journal to push its files. Shown once, kept as a hash."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import NOBODY, Viewer
from pumpurs.programme.alerts.models import JournalToken
from pumpurs.programme.alerts.permissions.journals import head_or_coordinator_of_this_school
from pumpurs.programme.alerts.preconditions.journals import not_revoked_yet, room_for_one_more_key
from pumpurs.programme.alerts.rules.tokens import PREFIX, hash_of


@transaction.atomic
def make_token(*, institution_id: UUID, name: str, viewer: Viewer, now: datetime) -> str:
    """Make a token for a school; the only time it is told. Refused if it is not yours, or there are too many."""
    token = secrets.token_urlsafe(32)
    made = JournalToken(
        institution_id=institution_id, name=name[:60], token_hash=hash_of(PREFIX + token), made_at=now,
        made_by_id=viewer.account_id, appointment_id=viewer.appointment_id or NOBODY,
    )  # fmt: skip
    refuse_if(
        not_yours("journal.token", head_or_coordinator_of_this_school, viewer, made),
        room_for_one_more_key(made),
    )
    made.save()
    audit.changed(viewer, "journal.make_token", made)
    return PREFIX + token


@transaction.atomic
def revoke_token(*, token_id: UUID, viewer: Viewer, now: datetime) -> None:
    """From now on nobody can push with this token. JournalToken.DoesNotExist out of reach."""
    token = JournalToken.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=token_id)
    refuse_if(
        not_yours("journal.token", head_or_coordinator_of_this_school, viewer, token), not_revoked_yet(token)
    )
    token.revoked_at, token.revoked_by_id = now, viewer.account_id
    token.save(update_fields=["revoked_at", "revoked_by_id"])
    audit.changed(viewer, "journal.revoke_token", token)


@transaction.atomic
def token_used(*, token_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Note that a journal spoke with this token."""
    JournalToken.objects.visible_to(viewer).filter(pk=token_id).update(used_at=now)
