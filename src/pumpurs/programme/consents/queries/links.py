"""Family links: who stands behind an open one, and what the mail job needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.foundation import sealed
from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.permissions import person_behind
from pumpurs.programme.consents.rules import WRONG_CODES, hash_of


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
    """What may be told before the code: whether the link still works, the language, how many tries are left."""

    works: bool
    language: str
    tries_left: int


def door_of_link(*, viewer: Viewer, now: datetime) -> DoorCard:
    """The outside of the link that the viewer holds. A link nobody made looks like one that is over."""
    link = (
        FamilyLink.objects.visible_to(viewer).filter(token_hash=viewer.link).first() if viewer.link else None
    )
    if link is None:
        return DoorCard(False, "", 0)
    works = link.closed_at is None and now < link.expires_at and link.wrong_codes < WRONG_CODES
    return DoorCard(works, link.language, max(0, WRONG_CODES - link.wrong_codes))


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
    link = rows.select_related("guardian", "learner__account").first()
    if link is None or not link.sealed_token:
        return None
    account = link.learner.account
    address = link.guardian.email if link.guardian else (account.email if account else "")
    if not address:
        return None
    token = sealed.unseal(link.sealed_token, about="family_link")
    return Letter(address, link.language, token, localdate(link.expires_at))
