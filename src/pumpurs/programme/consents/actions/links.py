"""Asking by a link: send, send anew, remind; and the family opens it with the code it got another way."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit, sealed
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import (
    NOBODY,
    Reach,
    Viewer,
    VisibleQuerySet,
    open_eyes,
    raise_wall,
    with_learners,
)
from pumpurs.programme.consents.actions.guardians import Newcomer, address_of, guardian_of
from pumpurs.programme.consents.actions.papers import (
    Answer,
    Begin,
    begun,
    close_links,
    life_of,
    locked_learner,
    note,
    take_all,
    waiting_papers,
)
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.permissions import person_behind
from pumpurs.programme.consents.preconditions import (
    link_still_open,
    may_be_reminded,
    not_asked_already,
    somebody_behind,
    something_to_resend,
)
from pumpurs.programme.consents.rules import (
    CODE_DIGITS,
    LINK_LASTS,
    TOKEN_BYTES,
    WRONG_CODES,
    digits_of,
    hash_of,
)
from pumpurs.programme.learners.actions.guardians import met
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import adulthood
from pumpurs.values.roles import Role

MAIL_JOB = "notices.family_link"


@dataclass(frozen=True)
class Handover:
    """What the teacher is shown once: the code; and the link's token only if there is no address to mail it to.

    Who has both could sign as the family. So staff get one of the two, or it is written down who handed over both.
    """

    link_id: UUID
    code: str
    expires_at: datetime
    token: str = ""

    @property
    def mailed(self) -> bool:
        """The link goes by mail, and nobody of staff sees it."""
        return not self.token


class Opening(StrEnum):
    """How an attempt to open a link went."""

    OPENED = "opened"
    WRONG_CODE = "wrong_code"
    CLOSED = "closed"


@transaction.atomic
def send_link(
    *,
    learner_id: UUID,
    who: UUID | Newcomer | None,
    language: str,
    consent: bool,
    semester: str | None,
    address: str = "",
    viewer: Viewer,
    now: datetime,
) -> Handover:
    """Ask for consent, this semester's application, or both in one link. Refused with every reason.

    `address` is where to write if no address is known yet.
    """
    learner = locked_learner(learner_id, viewer)
    guardian = guardian_of(learner, who, viewer, localdate(now))
    begin = Begin("link", language, guardian)
    papers = begun(learner, begin, consent=consent, semester=semester, viewer=viewer, now=now)
    refuse_if(not_asked_already(papers))
    for paper in papers:
        paper.sent_at = now
    take_all("send", papers, viewer)
    note("send", papers, viewer)
    return _new_link(learner, papers, begin, address, viewer, now)


@transaction.atomic
def resend(*, learner_id: UUID, viewer: Viewer, now: datetime) -> Handover:
    """A new link and a new code for what still waits or has expired; the old link closes. Refused if nothing does."""
    learner = locked_learner(learner_id, viewer)
    papers = waiting_papers(learner_id, viewer) or waiting_papers(learner_id, viewer, states=("expired",))
    papers = _latest_of_each(papers)
    refuse_if(something_to_resend(papers))
    first = papers[0]
    for paper in papers:
        paper.way, paper.sent_at, paper.opened_at, paper.asked_on = "link", now, None, localdate(now)
    take_all("resend", papers, viewer)
    note("resend", papers, viewer)
    return _new_link(learner, papers, Begin("link", first.language, first.guardian), "", viewer, now)


@transaction.atomic
def call_back(*, consent_id: UUID, viewer: Viewer, now: datetime) -> Handover:
    """A new link to the family's own page, when nothing is asked. Refused if nobody may open it any more."""
    consent = Consent.objects.visible_to(viewer).get(pk=consent_id)
    life_of(consent).take("call_back", consent, viewer)
    learner = locked_learner(consent.learner_id, viewer)
    adult = adulthood.of_age(learner.birth_date, localdate(now))
    begin = Begin("link", consent.language, None if adult else consent.guardian)
    return _new_link(learner, [], begin, "", viewer, now)


@transaction.atomic
def remind(*, learner_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Write to the family once more, at most once a day. Refused without an address, an open link, or if just done."""
    locked_learner(learner_id, viewer)
    papers = waiting_papers(learner_id, viewer)
    link = _open_links(learner_id, viewer, now).order_by("-made_at").first()
    refuse_if(link_still_open(papers, link))
    assert link is not None
    refuse_if(
        *(life_of(paper).reasons_against("remind", paper, viewer) for paper in papers),
        may_be_reminded(papers, link, localdate(now)),
    )
    for paper in papers:
        paper.reminded_at = now
        paper.save(update_fields=["reminded_at"])
    note("remind", papers, viewer)
    later(MAIL_JOB, link_id=str(link.id), notice="family_reminder")


def _latest_of_each(papers: list[Answer]) -> list[Answer]:
    """Of several expired ones, the latest consent and the latest application."""
    latest: dict[type[Answer], Answer] = {}
    for paper in sorted(papers, key=lambda one: (one.asked_on is not None, one.asked_on)):
        latest[type(paper)] = paper
    return [latest[kind] for kind in (Consent, Application) if kind in latest]


def _new_link(
    learner: Learner, papers: list[Answer], begin: Begin, given: str, viewer: Viewer, now: datetime
) -> Handover:
    close_links(learner.id, viewer, now)
    address = address_of(learner, begin.guardian, given, viewer)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    assert learner.institution_id is not None  # seen to by whoever locks the learner
    link = FamilyLink(
        learner=learner,
        institution_id=learner.institution_id,
        guardian=begin.guardian,
        consent=next((paper for paper in papers if isinstance(paper, Consent)), None),
        application=next((paper for paper in papers if isinstance(paper, Application)), None),
        token_hash=hash_of(token),
        sealed_token=sealed.seal(token, about="family_link") if address else "",
        sealed_address=sealed.seal(address, about="family_address") if address else "",
        code_index=_index(hash_of(token), code),
        language=begin.language,
        made_by_id=viewer.account_id,
        handed_by_id=None if address else viewer.account_id,
        made_at=now,
        expires_at=now + LINK_LASTS,
    )
    refuse_if(somebody_behind(person_behind(link, localdate(now))))
    link.save(force_insert=True)
    audit.changed(viewer, "family_link.made", link, details={"mailed": bool(address)}, purpose="consent")
    if not address:
        return Handover(link.id, code, link.expires_at, token)
    later(MAIL_JOB, link_id=str(link.id), notice="family_link")
    return Handover(link.id, code, link.expires_at)


def _index(token_hash: str, code: str) -> str:
    return sealed.blind_index(f"{token_hash}:{code}", about="family_code")


def _open_links(learner_id: UUID, viewer: Viewer, now: datetime) -> VisibleQuerySet[FamilyLink]:
    return FamilyLink.objects.visible_to(viewer).filter(
        learner_id=learner_id, closed_at=None, expires_at__gt=now, made_by__isnull=False
    )


@transaction.atomic
def open_link(*, token_hash: str, code: str, request_id: str, now: datetime) -> Opening:
    """Try a code. Never raises for a wrong one: the count of wrong codes has to be kept.

    Five wrong codes close the link. A link nobody made looks like one that is over.
    """
    outside = Viewer(NOBODY, Role.VISITOR, Reach(), request_id=request_id, link=token_hash)
    raise_wall(outside)
    rows = FamilyLink.objects.visible_to(outside).filter(token_hash=token_hash)
    link = rows.select_for_update(of=("self",)).first()
    if link is None or _is_over(link, now):
        return Opening.CLOSED
    if not hmac.compare_digest(link.code_index, _index(token_hash, digits_of(code))):
        return _wrong_code(link, outside, now)
    with open_eyes(outside, "family_link"):  # guardian and birth date
        behind = person_behind(link, localdate(now))
    if behind is None:
        return Opening.CLOSED
    inside = replace(
        with_learners(outside, frozenset({link.learner_id})),
        account_id=link.id,
        role=behind.role,
        name=behind.name,
    )
    raise_wall(inside)
    if link.opened_at is None:
        link.opened_at = now
        link.save(update_fields=["opened_at"])
    papers = waiting_papers(link.learner_id, inside, states=("sent",))
    for paper in papers:
        paper.opened_at = now
    take_all("open", papers, inside)
    if not link.handed_by_id:
        met(guardian=link.guardian, viewer=inside)
    audit.changed(inside, "family_link.open", link, purpose="consent")
    return Opening.OPENED


def _is_over(link: FamilyLink, now: datetime) -> bool:
    return link.closed_at is not None or link.expires_at <= now or link.wrong_codes >= WRONG_CODES


def _wrong_code(link: FamilyLink, viewer: Viewer, now: datetime) -> Opening:
    link.wrong_codes += 1
    closes = link.wrong_codes >= WRONG_CODES
    if closes:
        link.closed_at, link.sealed_token = now, ""
    link.save(update_fields=["wrong_codes", "closed_at", "sealed_token"])
    audit.changed(
        viewer, "family_link.wrong_code", link, details={"times": link.wrong_codes}, purpose="consent"
    )
    return Opening.CLOSED if closes else Opening.WRONG_CODE
