"""Sessions: stored by the hash of their key; a person sees their own and can end any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest

from pumpurs.foundation.clock import server_now
from pumpurs.web.signin import device
from pumpurs.web.signin.models import SignInSession

CARD = "card"  # id, device, place, since
USED = "used_at"
TOUCH_SECONDS = 60


def _hidden(key: str | None) -> str:
    return hashlib.sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    """Django's database sessions, with hashed keys and the columns of `SignInSession`."""

    @classmethod
    def get_model_class(cls) -> type[SignInSession]:
        """The table."""
        return SignInSession

    def _get_session_from_db(self) -> SignInSession | None:
        found = SignInSession.objects.filter(
            session_key=_hidden(self.session_key), expire_date__gt=server_now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Is there a session with this key?"""
        return SignInSession.objects.filter(session_key=_hidden(session_key)).exists()

    def create(self) -> None:
        """A new row: also when only the key changes, while the old row still stands under the old id."""
        if card := self.get(CARD):
            self[CARD] = {**card, "id": str(uuid4())}
        super().create()

    def create_model_instance(self, data: Mapping[str, Any]) -> SignInSession:
        """The row of this session."""
        card, used = data.get(CARD, {}), data.get(USED)
        return SignInSession(
            session_key=_hidden(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(dict(data)),
            expire_date=self.get_expiry_date(),
            id=UUID(card["id"]) if card else uuid4(),
            account_id=UUID(data[SESSION_KEY]) if data.get(SESSION_KEY) else None,
            device=card.get("device", ""),
            place=card.get("place", ""),
            since=_moment(card.get("since")),
            last_used_at=_moment(used),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one with `session_key`."""
        if key := session_key or self.session_key:
            SignInSession.objects.filter(session_key=_hidden(key)).delete()


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def begin(request: HttpRequest) -> None:
    """Write down since when, from where and with what this session is used. The hour is the server's own."""
    now = server_now().timestamp()
    request.session[CARD] = {
        "id": str(uuid4()),
        "device": device.named(request.headers.get("User-Agent", "")),
        "place": device.masked(device.address(request)),
        "since": now,
    }
    request.session[USED] = now


def ends_at(request: HttpRequest) -> datetime | None:
    """When this session ends if nothing more is done in it; None if nobody is signed in."""
    used, card = request.session.get(USED), request.session.get(CARD)
    if not (used and card):
        return None
    last = card["since"] + settings.SESSION_COOKIE_AGE
    return _moment(min(used + settings.SESSION_IDLE_SECONDS, last))


@dataclass(frozen=True)
class SessionCard:
    """One session as its owner sees it."""

    id: UUID
    device: str
    place: str
    since: datetime | None
    last_used_at: datetime | None
    this_one: bool


def own_sessions(request: HttpRequest) -> list[SessionCard]:
    """The sessions of the signed-in account, this one first, then the last used."""
    here = request.session.get(CARD, {}).get("id", "")
    rows = SignInSession.objects.filter(account_id=request.user.pk, expire_date__gt=server_now())
    idle = server_now().timestamp() - settings.SESSION_IDLE_SECONDS
    cards = [
        SessionCard(row.id, row.device, row.place, row.since, row.last_used_at, str(row.id) == here)
        for row in rows.order_by("-last_used_at")
        if row.last_used_at is None or row.last_used_at.timestamp() > idle
    ]
    return sorted(cards, key=lambda card: not card.this_one)


def end_one(request: HttpRequest, session_id: UUID) -> int:
    """Sign out there: ends that session of the signed-in account. How many ended: 1 or 0."""
    return SignInSession.objects.filter(account_id=request.user.pk, id=session_id).delete()[0]


def end_others(account_id: UUID, but_not: HttpRequest | None = None) -> int:
    """Sign out everywhere else. How many ended."""
    rows = SignInSession.objects.filter(account_id=account_id)
    if but_not is not None and but_not.session.session_key:
        rows = rows.exclude(session_key=_hidden(but_not.session.session_key))
    return rows.delete()[0]
