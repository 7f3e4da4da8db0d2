"""What the family sees: the papers to answer, its own page, what a withdrawal means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.consents.queries.standing import Remark, remark_on
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import calendar, consent_texts, measures, retention
from pumpurs.rulebook.consent_texts import Point
from pumpurs.rulebook.reading import Names
from pumpurs.rulebook.vocabulary import circumstances
from pumpurs.values.periods import Semester
from pumpurs.values.roles import Role

Answer = Consent | Application
OPEN = ("sent", "opened", "asked")
CHILDREN_ON_A_PAGE = 10  # a children's home is a guardian too


@dataclass(frozen=True)
class Choice:
    """One thing that may be marked. `costs`: help with costs, else help from people."""

    key: str
    name: Names
    marked: bool
    costs: bool = False


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    name: str
    email: str
    institution: str


@dataclass(frozen=True)
class PaperToAnswer:
    """What waits for the family about one learner, in plain values. Nothing waits: neither asked."""

    learner_id: UUID
    learner: str
    adult: bool
    language: str
    consent_asked: bool
    application_asked: bool
    signed: bool
    refused: bool
    semester: str
    semester_until: date | None
    agree_consent: Names | None
    agree_application: Names | None
    about: tuple[Point, ...]
    data: tuple[Point, ...]
    supports: tuple[Choice, ...]
    circumstances: tuple[Choice, ...]
    question: str
    reply: str
    contact: Contact
    kept_months: int
    kept_years: int

    @property
    def waits(self) -> bool:
        """Something waits for an answer."""
        return self.consent_asked or self.application_asked


@dataclass(frozen=True)
class PaperCard:
    """A consent or an application as the family's page lists it."""

    id: UUID
    kind: str
    state: str
    semester: str
    asked_on: date | None
    signed_on: date | None
    ended_on: date | None
    signer: str
    noted_by: str  # of the staff, who noted a refusal or withdrawal; empty: the family itself
    ender: str
    question: str
    reply: str
    agree: Names
    remark: Remark | None


@dataclass(frozen=True)
class ChildCard:
    """One child (or oneself) on the family's page."""

    learner_id: UUID
    name: str
    school_class: str
    contact: Contact | None
    papers: tuple[PaperCard, ...]

    @property
    def waits(self) -> bool:
        """Something waits for the family's answer."""
        return any(paper.state in OPEN for paper in self.papers)


@dataclass(frozen=True)
class Ending:
    """What the family reads before it withdraws."""

    consent_id: UUID
    learner: str
    signed_on: date | None
    points: tuple[Point, ...]
    contact: Contact


def paper_to_answer(*, viewer: Viewer, learner_id: UUID, now: datetime) -> PaperToAnswer:
    """What waits about a learner in reach, or how it was answered. Learner.DoesNotExist out of reach."""
    today = localdate(now)
    learner = Learner.objects.visible_to(viewer).select_related("institution").get(pk=learner_id)
    audit.shown(viewer, "consents.answer", learners=[learner_id], purpose="consent")
    consent = _newest(Consent.objects.visible_to(viewer).filter(learner=learner).select_related("asked_by"))
    application = _newest(
        Application.objects.visible_to(viewer).filter(learner=learner).select_related("asked_by")
    )
    asked = [paper for paper in (consent, application) if paper is not None]
    waiting = [paper for paper in asked if paper.state in OPEN]
    adult = viewer.role is Role.ADULT_LEARNER
    first = next(iter(waiting or asked), None)
    wanted, said = (
        (application.wanted, application.circumstances) if isinstance(application, Application) else ([], [])
    )
    wording = consent_texts.version("consent", consent.text_version) if consent else None
    return PaperToAnswer(
        learner_id=learner.id,
        learner=learner.given_name,
        adult=adult,
        language=first.language if first else "lv",
        consent_asked=consent in waiting,
        application_asked=application in waiting,
        signed=bool(asked) and not waiting and all(paper.state == "signed" for paper in asked),
        refused=any(paper.state == "refused" for paper in asked),
        semester=getattr(application, "semester", ""),
        semester_until=_last_day(getattr(application, "semester", "")),
        agree_consent=_agree(consent, "consent", adult=adult) if consent in waiting else None,
        agree_application=_agree(application, "application", adult=adult) if application in waiting else None,
        about=wording.on_page("about") if wording else (),
        data=wording.on_page("data") if wording else (),
        supports=supports_for(learner, wanted, today),
        circumstances=tuple(Choice(one.key, one.name, one.key in said) for one in circumstances.on(today)),
        question=first.question if first else "",
        reply=first.reply if first else "",
        contact=_contact(first, learner),
        kept_months=retention.term_on("plans", today).amount or 0,
        kept_years=retention.term_on("consents", today).amount or 0,
    )


def family_home(*, viewer: Viewer, number: int = 1) -> Page[ChildCard]:
    """The own children (or oneself) with consents and applications, latest first; a few children to a page."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    found = paged(rows.order_by("sort_key", "id"), number, lambda row: row, size=CHILDREN_ON_A_PAGE)
    learners: tuple[Learner, ...] = found.items
    audit.shown(viewer, "family.home", learners=[one.id for one in learners], purpose="own data")
    ids = [one.id for one in learners]
    papers: list[Answer] = [
        *Consent.objects.visible_to(viewer)
        .filter(learner_id__in=ids)
        .select_related("asked_by", "handed_by", "ended_by", "ending_handed_by"),
        *Application.objects.visible_to(viewer)
        .filter(learner_id__in=ids)
        .select_related("asked_by", "handed_by", "ended_by", "ending_handed_by"),
    ]
    papers.sort(key=lambda paper: (paper.asked_on or date.min, isinstance(paper, Consent)), reverse=True)
    cards = tuple(_child(one, [p for p in papers if p.learner_id == one.id], viewer) for one in learners)
    return Page(cards, found.number, found.more)


def consent_to_end(*, viewer: Viewer, consent_id: UUID) -> Ending:
    """A signed consent that could be withdrawn, and what that means. Consent.DoesNotExist for any other."""
    rows = Consent.objects.visible_to(viewer).select_related("learner__institution", "asked_by")
    consent = rows.get(pk=consent_id, state="signed")
    audit.shown(viewer, "consents.ending", learners=[consent.learner_id], purpose="consent")
    wording = consent_texts.version("consent", consent.text_version)
    return Ending(
        consent.id, consent.learner.given_name, consent.signed_on, wording.on_page("end"),
        _contact(consent, consent.learner),
    )  # fmt: skip


def _newest(rows: Iterable[Answer]) -> Answer | None:
    return max(
        rows,
        key=lambda row: (row.state in OPEN, row.asked_on or date.min, row.answered_at is not None),
        default=None,
    )


def _agree(paper: Answer | None, kind: str, *, adult: bool) -> Names | None:
    if paper is None:
        return None
    wording = consent_texts.version(kind, paper.text_version)
    return wording.agree_adult if adult else wording.agree


def supports_for(learner: Learner, wanted: list[str], day: date) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.key, one.name, one.key in wanted, not one.is_consultation)
        for one in measures.measures_on(day)
        if one.open_to_learner(vocational=learner.vocational)
    )


def _last_day(semester: str) -> date | None:
    if not semester:
        return None
    known = Semester.parse(semester)
    return calendar.dates(known).last if known in calendar.semesters() else None


def _contact(paper: Answer | None, learner: Learner) -> Contact:
    school = learner.institution.name if learner.institution else ""
    return Contact(paper.asked_by.name, paper.asked_by.email, school) if paper else Contact("", "", school)


def _child(learner: Learner, papers: list[Answer], viewer: Viewer) -> ChildCard:
    adult = viewer.role is Role.ADULT_LEARNER
    cards = tuple(_card(paper, adult=adult) for paper in papers)
    return ChildCard(
        learner.id,
        f"{learner.given_name} {learner.family_name}",
        learner.school_class.name if learner.school_class else "",
        _contact(papers[0] if papers else None, learner),
        cards,
    )


def _card(paper: Answer, *, adult: bool) -> PaperCard:
    kind = "consent" if isinstance(paper, Consent) else "application"
    wording = consent_texts.version(kind, paper.text_version)
    return PaperCard(
        paper.id, kind, paper.state, getattr(paper, "semester", ""), paper.asked_on, paper.signed_on,
        paper.ended_on, paper.signer_name, paper.ended_by.name if paper.ended_by else "", paper.ender_name,
        paper.question, paper.reply,
        wording.agree_adult if adult else wording.agree, remark_on(paper),
    )  # fmt: skip
