"""The two papers that go together: consent and application of one learner, found, begun, moved along one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import Life, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.lifecycle import APPLICATION_LIFE, CONSENT_LIFE
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.preconditions import learner_goes_to_school, something_asked
from pumpurs.programme.consents.rules import OPEN
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.rulebook import consent_texts
from pumpurs.values.reasons import Reason

Answer = Consent | Application


def life_of(record: Answer) -> Life:
    """The life that a record leads."""
    return CONSENT_LIFE if isinstance(record, Consent) else APPLICATION_LIFE


def locked_learner(learner_id: UUID, viewer: Viewer) -> Learner:
    """The learner, locked before anything else: what is asked, answered, withdrawn or approved about one learner
    happens one after another. Learner.DoesNotExist out of reach.
    """
    learner: Learner = Learner.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=learner_id)
    return learner


def locked_consent(consent_id: UUID, viewer: Viewer) -> Consent:
    """A consent about to end, read anew once its learner is locked. DoesNotExist out of reach."""
    rows = Consent.objects.visible_to(viewer)
    locked_learner(rows.values_list("learner_id", flat=True).get(pk=consent_id), viewer)
    consent: Consent = rows.select_for_update(of=("self",)).select_related("learner").get(pk=consent_id)
    return consent


@dataclass(frozen=True)
class Begin:
    """With what a paper begins: how it is asked, in which language, of whom."""

    way: str
    language: str
    guardian: Guardian | None


def waiting_papers(learner_id: UUID, viewer: Viewer, *, states: tuple[str, ...] = OPEN) -> list[Answer]:
    """What waits for the family's answer, consent first, locked."""
    consents = Consent.objects.visible_to(viewer).filter(learner_id=learner_id, state__in=states)
    applications = Application.objects.visible_to(viewer).filter(learner_id=learner_id, state__in=states)
    return [
        *consents.select_for_update(of=("self",)).order_by("id"),
        *applications.select_for_update(of=("self",)).order_by("semester", "id"),
    ]


def begun(
    learner: Learner, begin: Begin, *, consent: bool, semester: str | None, viewer: Viewer, now: datetime
) -> list[Answer]:
    """The papers to be asked: those that wait already, else new drafts (not yet saved). Refused if nothing is left."""
    refuse_if(learner_goes_to_school(learner))
    assert learner.institution_id is not None
    papers: list[Answer] = []
    today = localdate(now)
    if consent:
        papers.append(
            _waiting(Consent, learner)
            or Consent(text_version=consent_texts.version_on("consent", today).code)
        )
    if semester:
        papers.append(
            _waiting(Application, learner, semester=semester)
            or Application(
                semester=semester, text_version=consent_texts.version_on("application", today).code
            )
        )
    refuse_if(something_asked(papers))
    for paper in papers:
        if paper._state.adding:
            paper.learner, paper.institution_id = learner, learner.institution_id
            paper.asked_by_id, paper.asked_on = viewer.account_id, today
        paper.way, paper.language, paper.guardian = begin.way, begin.language, begin.guardian
    return papers


def _waiting(model: type[Consent] | type[Application], learner: Learner, **more: str) -> Answer | None:
    rows = model._default_manager.filter(learner=learner, state__in=OPEN, **more)
    found: Answer | None = rows.select_for_update(of=("self",)).first()
    return found


def link_of(viewer: Viewer) -> FamilyLink | None:
    """The link under which the family acts; None with an account of its own."""
    rows = FamilyLink.objects.visible_to(viewer).filter(token_hash=viewer.link)
    return rows.first() if viewer.link else None


def ended_by_family(papers: list[Answer], viewer: Viewer) -> None:
    """Who of the family says no or withdraws, and whether staff handed over the link under which it happens."""
    link = link_of(viewer)
    for paper in papers:
        paper.ender_name = viewer.name
        paper.ending_handed_by_id = link.handed_by_id if link else None


def ended_by_staff(papers: list[Answer], learner: Learner, who: Guardian | None, viewer: Viewer) -> None:
    """Staff note who of the family said no or withdrew, on paper or by word; None is the learner in person."""
    for paper in papers:
        paper.ended_by_id, paper.ender_name = viewer.account_id, who.name if who else learner.full_name


def take_all(step: str, papers: list[Answer], viewer: Viewer) -> None:
    """One step for all the papers, consent first, saved; Refused with every reason of every paper, each once."""
    found: list[Reason] = []
    for paper in papers:
        reasons = life_of(paper).reasons_against(step, paper, viewer)
        found += [reason for reason in reasons if reason not in found and not _settled_beside(reason, papers)]
    refuse_if(tuple(found))
    for paper in papers:
        life_of(paper).take(step, paper, viewer)
        paper.save()


def _settled_beside(reason: Reason, papers: list[Answer]) -> bool:
    """An application lacks no consent if the consent takes the same step in the same transaction."""
    return reason.code == "application.ask.no_consent" and any(isinstance(paper, Consent) for paper in papers)


def close_links(learner_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Links that are still open close: their papers were answered another way or a new link takes their place."""
    FamilyLink.objects.visible_to(viewer).filter(learner_id=learner_id, closed_at=None).update(
        closed_at=now, sealed_token=""
    )


def note(step: str, papers: list[Answer], viewer: Viewer, **details: object) -> None:
    """One audit line for each paper."""
    for paper in papers:
        more = {"semester": paper.semester} if isinstance(paper, Application) else {}
        audit.changed(
            viewer, f"{paper._meta.model_name}.{step}", paper,
            details={"state": paper.state, "way": paper.way, **more, **details},
            purpose="consent",
        )  # fmt: skip
