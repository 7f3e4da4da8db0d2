"""Table of sign-in: sessions, with what their owner may know about each of them."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open


class SignInSession(AbstractBaseSession):
    """A session. Its key is stored as a hash, so that a copy of this table opens nothing."""

    id = models.UUIDField(unique=True, default=uuid4)
    account_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=40, blank=True)  # address without its last part
    since = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    seen = Open("a session is read before there is a viewer; found only by the hash of its secret key")
    privacy = Privacy(
        purpose="sign-in",
        retention="staff_accounts",
        on_erasure="erase",
        technical=("session_key", "session_data", "expire_date", "id", "account_id"),
        contact=("device", "place", "since", "last_used_at"),
    )
