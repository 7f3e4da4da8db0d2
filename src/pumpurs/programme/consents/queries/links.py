"""Family links and return codes: who stands behind an open one, its outside, and what the mail job needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.foundation import sealed
from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.consents.models import FamilyLink, ReturnKey
from pumpurs.programme.consents.permissions import person_behind
from pumpurs.programme.consents.rules import (
    CODE_DIGITS,
    RETURN_DIGITS,
    RETURN_WRONG_CODES,
    WRONG_CODES,
    hash_of,
)


def token_hash_of(token: str) -> str:
    """What a session keeps of a link's token."""
    return hash_of(token)


def viewer_by_link(*, token_hash: str, now: datetime, request_id: str) -> Viewer | None:
    """The viewer of a family link whose code was given: that one child, as long as link and guardian are in force.

    Read it with open eyes (`job_viewer`), then raise the wall with what it gives. None if the link is over.
    """
    rows = FamilyLink.objects.filter(token_hash=token_hash, closed_at=None, expires_at__gt=now)
    link = rows.filter(wrong_codes__lt=WRONG_CODES).select_related("guardian", "learner").first()
    behind = person_behind(link, localdate(now)) if link is not None else None
    if link is None or behind is None:
        return None
    reach = Reach(learners=frozenset({link.learner_id}))
    return Viewer(link.id, behind.role, reach, None, request_id, behind.name, token_hash)


@dataclass(frozen=True)
class DoorCard:
    """What may be told before the code: whether the link still works, the language, which code, how many tries."""

    works: bool
    language: str
    tries_left: int
    digits: int = CODE_DIGITS
    returns: bool = False  # mailed because the family wants to come back: opened with its own code
    asks: bool = True  # papers came with it


CLOSED = DoorCard(False, "", 0)


def door_of_link(*, viewer: Viewer, now: datetime) -> DoorCard:
    """The outside of the link that the viewer holds. A link nobody made looks like one that is over."""
    if not viewer.link:
        return CLOSED
    link = FamilyLink.objects.visible_to(viewer).filter(token_hash=viewer.link).first()
    if link is None:
        return _door_of_return(viewer, now)
    works = link.closed_at is None and now < link.expires_at and link.wrong_codes < WRONG_CODES
    asks = link.consent_id is not None or link.application_id is not None
    return DoorCard(works, link.language, max(0, WRONG_CODES - link.wrong_codes), asks=asks)


def _door_of_return(viewer: Viewer, now: datetime) -> DoorCard:
    rows = ReturnKey.objects.visible_to(viewer).filter(visit_hash=viewer.link).order_by("id")
    keys = [key for key in rows if key.closed_at is None and key.visit_until and now < key.visit_until]
    if not keys:
        return CLOSED
    tries_left = RETURN_WRONG_CODES - min(key.wrong_codes for key in keys)
    return DoorCard(True, keys[0].language, tries_left, RETURN_DIGITS, returns=True, asks=False)


@dataclass(frozen=True)
class WayBack:
    """How this family comes back: where its link would be mailed, and since when it has a code."""

    address: str
    since: datetime | None


def way_back(*, viewer: Viewer) -> WayBack:
    """The way back of the holder of an opened link. FamilyLink.DoesNotExist for anybody else."""
    link = FamilyLink.objects.visible_to(viewer).select_related("guardian").get(token_hash=viewer.link)
    keys = ReturnKey.objects.visible_to(viewer).filter(learner_id=link.learner_id, guardian=link.guardian)
    key = keys.filter(closed_at=None).first()
    kept = key.sealed_address if key else link.sealed_address
    address = sealed.unseal(kept, about="family_address") if kept else ""
    return WayBack(address or (link.guardian.email if link.guardian else ""), key.made_at if key else None)


@dataclass(frozen=True)
class Letter:
    """What the mail job needs. `token` is the only secret and goes only into the letter."""

    address: str
    language: str
    token: str
    until: date


def letter_of(*, viewer: Viewer, link_id: UUID, now: datetime) -> Letter | None:
    """The letter for a link that is still open and whose family has an address; None otherwise."""
    rows = FamilyLink.objects.visible_to(viewer).filter(pk=link_id, closed_at=None, expires_at__gt=now)
    link = rows.first()
    if link is None or not link.sealed_token or not link.sealed_address:
        return None
    address = sealed.unseal(link.sealed_address, about="family_address")
    token = sealed.unseal(link.sealed_token, about="family_link")
    return Letter(address, link.language, token, localdate(link.expires_at))
