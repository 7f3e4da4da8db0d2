"""Recording what the family gave on paper or in person, and what staff notes for it: refusal, withdrawal, a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from pumpurs.foundation.files import keep_scan
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.actions.guardians import Newcomer, guardian_of, sign_as
from pumpurs.programme.consents.actions.papers import (
    Answer,
    Begin,
    begun,
    close_links,
    ended_by_staff,
    locked_consent,
    locked_learner,
    note,
    take_all,
    waiting_papers,
)
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.preconditions import question_answered, withdrawn_after_signing
from pumpurs.programme.consents.rules import OPEN
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Semester


@dataclass(frozen=True)
class Given:
    """What the family gave: which papers, who signed, in which language, what it wants."""

    who: UUID | Newcomer | None
    signer_name: str
    language: str
    consent: bool
    semester: str | None
    wanted: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()


@transaction.atomic
def record_on_paper(
    *, learner_id: UUID, given: Given, signed_on: date, scan: bytes, viewer: Viewer, now: datetime
) -> UUID | None:
    """Record signed papers with their scan; the consent's id if consent was among them. Refused with every reason."""
    learner = locked_learner(learner_id, viewer)
    file = _kept(scan, learner, viewer, now)
    return _record(learner, given, "paper", signed_on, file, viewer, now)


@transaction.atomic
def record_in_person(*, learner_id: UUID, given: Given, viewer: Viewer, now: datetime) -> UUID | None:
    """Record what the family read and signed on the teacher's tablet, by typing the name. Refused with every reason."""
    learner = locked_learner(learner_id, viewer)
    return _record(learner, given, "in_person", localdate(now), None, viewer, now)


@transaction.atomic
def record_refusal(*, learner_id: UUID, given: Given, viewer: Viewer, now: datetime) -> UUID | None:
    """The family said no in person; what waited is answered."""
    learner = locked_learner(learner_id, viewer)
    papers = _papers(learner, given, "in_person", viewer, now)
    ended_by_staff(papers, learner, papers[0].guardian, viewer)
    for paper in papers:
        paper.answered_at = now
    take_all("record_refusal", papers, viewer)
    close_links(learner_id, viewer, now)
    note("refuse", papers, viewer)
    return _consent_id(papers)


@transaction.atomic
def record_withdrawal(
    *, consent_id: UUID, who: UUID | None, day: date, scan: bytes | None, viewer: Viewer, now: datetime
) -> None:
    """The family withdrew on paper or by word: from `day` on nothing new is done. Refused for a day before signing.

    `who`: the guardian who withdrew; None is the learner in person.
    """
    consent = locked_consent(consent_id, viewer)
    guardian = guardian_of(consent.learner, who, viewer, localdate(now))
    refuse_if(withdrawn_after_signing(consent, day, localdate(now)))
    file = _kept(scan, consent.learner, viewer, now) if scan else None
    papers = resting_on(consent, day, viewer)
    ended_by_staff(papers, consent.learner, guardian, viewer)
    end_papers("record_withdrawal", papers, day, file, viewer, now)


@transaction.atomic
def reply(*, learner_id: UUID, text: str, viewer: Viewer) -> None:
    """Answer the family's question; it reads the answer beside its question. Refused if nobody asked."""
    locked_learner(learner_id, viewer)
    papers = waiting_papers(learner_id, viewer, states=("asked",))
    refuse_if(question_answered(papers, text.strip()))
    for paper in papers:
        paper.reply = text.strip()
    take_all("reply", papers, viewer)
    note("reply", papers, viewer)


@transaction.atomic
def expire_unanswered(*, viewer: Viewer, now: datetime) -> int:
    """The nightly job: what waits without an open link has expired; how many papers."""
    ended = 0
    for model in (Consent, Application):
        rows = model.objects.visible_to(viewer).filter(way="link", state__in=OPEN)
        open_links = FamilyLink.objects.filter(
            learner_id=OuterRef("learner_id"), closed_at=None, expires_at__gt=now
        )
        stale = rows.exclude(Exists(open_links)).order_by("id")
        for paper in stale.select_for_update(of=("self",)):
            paper.ended_at = now
            take_all("expire", [paper], viewer)
            note("expire", [paper], viewer)
            ended += 1
    return ended


def resting_on(consent: Consent, day: date, viewer: Viewer) -> list[Answer]:
    """The consent and the applications that rest on it, of semesters that are not over that day; locked."""
    rows = Application.objects.visible_to(viewer).filter(learner_id=consent.learner_id, state="signed")
    locked = rows.select_for_update(of=("self",)).order_by("id")
    return [consent, *(row for row in locked if day < calendar.dates(Semester.parse(row.semester)).end)]


def end_papers(
    step: str, papers: list[Answer], day: date, file: StoredFile | None, viewer: Viewer, now: datetime
) -> None:
    """End a consent and what rests on it."""
    for paper in papers:
        paper.ended_on, paper.ended_at, paper.ending_scan = day, now, file
    take_all(step, papers, viewer)
    note("withdraw", papers, viewer, day=day)


def _papers(learner: Learner, given: Given, way: str, viewer: Viewer, now: datetime) -> list[Answer]:
    guardian = guardian_of(learner, given.who, viewer, localdate(now))
    begin = Begin(way, given.language, guardian)
    return begun(learner, begin, consent=given.consent, semester=given.semester, viewer=viewer, now=now)


def _record(
    learner: Learner,
    given: Given,
    way: str,
    signed_on: date,
    scan: StoredFile | None,
    viewer: Viewer,
    now: datetime,
) -> UUID | None:
    papers = _papers(learner, given, way, viewer, now)
    for paper in papers:
        sign_as(paper, given.signer_name)
        paper.signed_on, paper.answered_at, paper.scan = signed_on, now, scan
        if isinstance(paper, Application):
            paper.wanted, paper.circumstances = list(given.wanted), list(given.circumstances)
    take_all("record", papers, viewer)
    close_links(learner.id, viewer, now)
    note("sign", papers, viewer)
    return _consent_id(papers)


def _kept(scan: bytes, learner: Learner, viewer: Viewer, now: datetime) -> StoredFile:
    return keep_scan(
        scan,
        about="consent",
        viewer=viewer,
        now=now,
        learner_id=learner.id,
        institution_id=learner.institution_id,
    )


def _consent_id(papers: list[Answer]) -> UUID | None:
    return next((paper.id for paper in papers if isinstance(paper, Consent)), None)
