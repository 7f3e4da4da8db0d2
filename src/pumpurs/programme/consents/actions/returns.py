"""Coming back without an account: the family gets a code, later asks for a link by mail, and opens it with the code."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit, sealed
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import NOBODY, Reach, Viewer, open_eyes, raise_wall
from pumpurs.programme.consents.actions.links import Opening
from pumpurs.programme.consents.models import FamilyLink, ReturnKey
from pumpurs.programme.consents.permissions import Behind, person_behind
from pumpurs.programme.consents.rules import (
    RETURN_DIGITS,
    RETURN_LASTS,
    RETURN_STAYS,
    RETURN_WRONG_CODES,
    TOKEN_BYTES,
    digits_of,
    hash_of,
)
from pumpurs.values.roles import Role

MAIL_JOB = "notices.family_return"


@transaction.atomic
def give_code(*, address: str, language: str, viewer: Viewer, now: datetime) -> str:
    """A new code for coming back, for the holder of an opened link; an older one ends. Shown once, kept as a hash.

    FamilyLink.DoesNotExist for anybody without a link: who has an account needs no code.
    """
    link = FamilyLink.objects.visible_to(viewer).select_for_update(of=("self",)).get(token_hash=viewer.link)
    same = ReturnKey.objects.visible_to(viewer).filter(learner_id=link.learner_id, guardian=link.guardian)
    same.filter(closed_at=None).update(closed_at=now)
    code = f"{secrets.randbelow(10**RETURN_DIGITS):0{RETURN_DIGITS}}"
    key_id = uuid4()
    key = ReturnKey.objects.create(
        id=key_id,
        learner_id=link.learner_id,
        institution_id=link.institution_id,
        guardian_id=link.guardian_id,
        handed_by_id=link.handed_by_id,
        began_by_id=link.in_hand_of_id,
        address_index=_address_index(address),
        sealed_address=sealed.seal(address.strip(), about="family_address"),
        code_index=_code_index(key_id, code),
        language=language,
        made_at=now,
    )
    audit.changed(viewer, "return_key.made", key, purpose="own data")
    return code


def ask_for_link(*, address: str) -> None:
    """Somebody wants to come back. Always the same work: whether the address is known shows only in its mailbox."""
    later(MAIL_JOB, sealed_address=sealed.seal(address, about="family_return"))


@dataclass(frozen=True)
class ReturnLetter:
    """What the mail job needs. `token` is the only secret and goes only into the letter."""

    address: str
    language: str
    token: str
    until: datetime


@transaction.atomic
def link_for_return(*, sealed_address: str, viewer: Viewer, now: datetime) -> ReturnLetter | None:
    """A link that opens once, soon. None: nobody with this address has a code in force, or a link is on its way."""
    address = sealed.unseal(sealed_address, about="family_return")
    rows = ReturnKey.objects.visible_to(viewer).filter(address_index=_address_index(address), closed_at=None)
    rows = rows.select_related("guardian", "learner").select_for_update(of=("self",)).order_by("id")
    keys = [key for key in rows if person_behind(key, localdate(now)) is not None]
    if not keys or any(key.visit_until and now < key.visit_until for key in keys):
        return None
    token, until = secrets.token_urlsafe(TOKEN_BYTES), now + RETURN_LASTS
    for key in keys:
        key.visit_hash, key.visit_until = hash_of(token), until
        key.save(update_fields=["visit_hash", "visit_until"])
        audit.changed(viewer, "return_key.mailed", key, purpose="own data")
    to = sealed.unseal(keys[0].sealed_address, about="family_address")
    return ReturnLetter(to, keys[0].language, token, until)


@transaction.atomic
def open_return(*, token_hash: str, code: str, request_id: str, now: datetime) -> tuple[Opening, str]:
    """Try a return code; the right one gives the hash under which the visit is held. Never raises for a wrong one."""
    outside = Viewer(NOBODY, Role.VISITOR, Reach(), request_id=request_id, link=token_hash)
    raise_wall(outside)
    rows = ReturnKey.objects.visible_to(outside).filter(
        visit_hash=token_hash, closed_at=None, visit_until__gt=now
    )
    keys = list(rows.select_for_update(of=("self",)).order_by("id"))
    meant = next(
        (key for key in keys if hmac.compare_digest(key.code_index, _code_index(key.id, digits_of(code)))),
        None,
    )
    if meant is None:
        return _wrong_code(keys, outside, now), ""
    behind = _behind(meant, outside, now)
    if behind is None:
        return Opening.CLOSED, ""
    meant.wrong_codes = 0
    for key in keys:
        key.visit_until = None  # the link has opened: not a second time
        key.save(update_fields=["visit_until", "wrong_codes"])
    return Opening.OPENED, _visit(meant, behind, outside, now)


def _wrong_code(keys: list[ReturnKey], viewer: Viewer, now: datetime) -> Opening:
    for key in keys:
        key.wrong_codes += 1
        key.closed_at = now if key.wrong_codes >= RETURN_WRONG_CODES else None
        key.save(update_fields=["wrong_codes", "closed_at"])
        audit.changed(
            viewer, "return_key.wrong_code", key, details={"times": key.wrong_codes}, purpose="own data"
        )
    return Opening.WRONG_CODE if any(key.closed_at is None for key in keys) else Opening.CLOSED


def _behind(key: ReturnKey, outside: Viewer, now: datetime) -> Behind | None:
    with open_eyes(outside, "family_return"):  # guardian and birth date
        return person_behind(key, localdate(now))


def _visit(key: ReturnKey, behind: Behind, outside: Viewer, now: datetime) -> str:
    """The link that holds the visit: nobody knows its token, so nothing but this session opens it."""
    link = FamilyLink(
        learner_id=key.learner_id,
        institution_id=key.institution_id,
        guardian_id=key.guardian_id,
        handed_by_id=key.handed_by_id,
        began_by_id=key.began_by_id,
        token_hash=hash_of(secrets.token_urlsafe(TOKEN_BYTES)),
        language=key.language,
        made_at=now,
        expires_at=now + RETURN_STAYS,
        opened_at=now,
    )
    reach = Reach(learners=frozenset({key.learner_id}))
    inside = replace(
        outside, account_id=link.id, role=behind.role, reach=reach, name=behind.name, link=link.token_hash
    )
    raise_wall(inside)
    link.save(force_insert=True)
    audit.changed(inside, "family_return.open", link, purpose="own data")
    return link.token_hash


def _address_index(address: str) -> str:
    return sealed.blind_index(address.strip().casefold(), about="family_address")


def _code_index(key_id: UUID, code: str) -> str:
    return sealed.blind_index(f"{key_id}:{code}", about="return_code")
