"""The family answers, by a link opened with its code or by an own account: ask, keep, sign, refuse, withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.actions.guardians import sign_as
from pumpurs.programme.consents.actions.papers import (
    Answer,
    ended_by_family,
    link_of,
    locked_consent,
    locked_learner,
    note,
    take_all,
    waiting_papers,
)
from pumpurs.programme.consents.actions.recording import end_papers, resting_on
from pumpurs.programme.consents.models import Application
from pumpurs.programme.consents.preconditions import (
    language_spoken_here,
    question_in_words,
    something_to_answer,
)
from pumpurs.programme.learners.actions.guardians import met
from pumpurs.programme.learners.models import Guardian
from pumpurs.values.roles import Role


@transaction.atomic
def open_papers(*, learner_id: UUID, viewer: Viewer, now: datetime) -> None:
    """A guardian with an account begins to read what was sent. What is open already stays so."""
    locked_learner(learner_id, viewer)
    papers = waiting_papers(learner_id, viewer, states=("sent",))
    for paper in papers:
        paper.opened_at = now
    take_all("open", papers, viewer)
    note("open", papers, viewer)


@transaction.atomic
def choose_language(*, learner_id: UUID, language: str, viewer: Viewer) -> None:
    """The language the family reads and signs in is kept with the papers."""
    refuse_if(language_spoken_here(language))
    papers = _read(learner_id, viewer)
    for paper in papers:
        paper.language = language
        paper.save(update_fields=["language"])
    note("language", papers, viewer, language=language)


@transaction.atomic
def ask(*, learner_id: UUID, question: str, viewer: Viewer) -> None:
    """A question to the teacher; nothing is signed or refused by it."""
    text = question.strip()
    papers = _read(learner_id, viewer)
    refuse_if(question_in_words(text))
    for paper in papers:
        paper.question, paper.reply = text[:1000], ""
    take_all("ask", papers, viewer)
    note("ask", papers, viewer)


@transaction.atomic
def keep_answers(
    *,
    learner_id: UUID,
    wanted: tuple[str, ...] | None = None,
    circumstances: tuple[str, ...] | None = None,
    viewer: Viewer,
) -> None:
    """Keep what the family marked so far; it counts only once signed."""
    for paper in _read(learner_id, viewer):
        if isinstance(paper, Application):
            if wanted is not None:
                paper.wanted = list(wanted)
            if circumstances is not None:
                paper.circumstances = list(circumstances)
            paper.save(update_fields=["wanted", "circumstances"])
            note("keep", [paper], viewer)


@transaction.atomic
def sign(*, learner_id: UUID, signer_name: str, viewer: Viewer, now: datetime) -> None:
    """Sign all that waits, by typing the name. Refused with every reason; once signed it cannot be signed again."""
    papers, link = _read(learner_id, viewer), link_of(viewer)
    for paper in papers:
        paper.guardian = link.guardian if link else _own_guardianship(paper, viewer)
        paper.handed_by_id = link.handed_by_id if link else None
        sign_as(paper, signer_name)
        if not paper.handed_by_id:
            met(guardian=paper.guardian, viewer=viewer)
        paper.signed_on, paper.answered_at = localdate(now), now
    take_all("sign", papers, viewer)
    note("sign", papers, viewer)


@transaction.atomic
def refuse(*, learner_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Say no to all that waits: one step, no reason asked."""
    papers = _read(learner_id, viewer)
    ended_by_family(papers, viewer)
    for paper in papers:
        paper.answered_at = now
    take_all("refuse", papers, viewer)
    note("refuse", papers, viewer)


@transaction.atomic
def withdraw(*, consent_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Withdraw a consent: from today on nothing new is done. Refused if it was not signed."""
    consent = locked_consent(consent_id, viewer)
    papers = resting_on(consent, localdate(now), viewer)
    ended_by_family(papers, viewer)
    end_papers("withdraw", papers, localdate(now), None, viewer, now)


def _read(learner_id: UUID, viewer: Viewer) -> list[Answer]:
    """The papers the family has before it, locked. Refused if all were answered."""
    locked_learner(learner_id, viewer)
    papers = waiting_papers(learner_id, viewer)
    refuse_if(something_to_answer(papers))
    return papers


def _own_guardianship(paper: Answer, viewer: Viewer) -> Guardian | None:
    """With an own account the signer is that guardian, whoever was asked; none for the adult learner."""
    if viewer.role is not Role.GUARDIAN:
        return None
    own: Guardian | None = (
        Guardian.objects.visible_to(viewer)
        .filter(learner_id=paper.learner_id, account_id=viewer.account_id)
        .order_by("-since")
        .first()
    )
    return own
