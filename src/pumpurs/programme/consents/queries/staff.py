"""What staff see: the list of consents by state, one consent with its ladder, a learner about to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from pumpurs.foundation import audit, files
from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.consents.lifecycle import CONSENT_LIFE
from pumpurs.programme.consents.models import LIVE, Application, Consent, FamilyLink
from pumpurs.programme.consents.permissions import RECORDERS
from pumpurs.programme.consents.preconditions import institution_takes_part, learner_in_target_group
from pumpurs.programme.consents.queries.family import OPEN, Choice, supports_for
from pumpurs.programme.consents.queries.standing import Remark, remark_on, standing
from pumpurs.programme.consents.rules import WRONG_CODES
from pumpurs.programme.learners.models import Guardian, Learner, SchoolClass
from pumpurs.rulebook import adulthood, calendar, consent_texts, measures
from pumpurs.rulebook.compartments import may_read
from pumpurs.rulebook.reading import Names
from pumpurs.rulebook.vocabulary import circumstances
from pumpurs.values.periods import Semester
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import Role

TABS = {
    "all": Q(),
    "asked": Q(state="asked"),
    "waiting": Q(state__in=("sent", "opened")),
    "signed": Q(state="signed"),
    "no_application": Q(state="signed") & ~Q(application_state="signed"),
    "ended": Q(state__in=("refused", "withdrawn", "expired")),
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. `tab` is a key of TABS."""

    semester: str
    tab: str = "all"
    class_id: UUID | None = None


@dataclass(frozen=True)
class Row:
    """One learner's consent, and the application of the chosen semester."""

    id: UUID
    learner_id: UUID
    learner: str
    school_class: str
    state: str
    application_state: str
    way: str
    since: date | None
    signed_on: date | None
    signer: str
    asks: bool
    remark: Remark | None


@dataclass(frozen=True)
class ConsentList:
    """The list with its tabs and classes."""

    page: Page[Row]
    counts: dict[str, int]
    classes: tuple[tuple[UUID, str], ...]
    may_ask: bool


def consents_in_sight(*, viewer: Viewer, filters: Filters, page: int = 1) -> ConsentList:
    """The latest consent of every learner in reach, questions first, then by name; 50 to a page."""
    last = F("asked_on").desc(nulls_last=True), F("signed_on").desc(nulls_last=True)
    known = Consent.objects.visible_to(viewer).alias(alive=Q(state__in=LIVE))
    latest = known.order_by("learner_id", "-alive", *last).distinct("learner_id")
    applications = Application.objects.filter(learner_id=OuterRef("learner_id"), semester=filters.semester)
    rows: QuerySet[Consent] = Consent.objects.filter(pk__in=latest.values("pk")).annotate(
        application_state=Coalesce(Subquery(applications.order_by(*last).values("state")[:1]), Value("none"))
    )
    classes = SchoolClass.objects.none()
    if len(viewer.reach.institutions) <= 1:  # in a municipality each school has its 7.a
        classes = SchoolClass.objects.filter(pk__in=rows.values("learner__school_class_id"))
    if filters.class_id:
        rows = rows.filter(learner__school_class_id=filters.class_id)
    counts = rows.aggregate(
        **{f"n_{tab}": Count("pk", filter=narrow or None) for tab, narrow in TABS.items()}
    )
    chosen = rows.filter(TABS.get(filters.tab, Q())).select_related(
        "learner__school_class", "asked_by", "handed_by", "ending_handed_by"
    )
    found = paged(chosen.order_by("learner__sort_key", "id"), page, _row)
    audit.shown(viewer, "consents.list", learners=[row.learner_id for row in found.items], purpose="consent")
    return ConsentList(
        found,
        {tab: counts[f"n_{tab}"] for tab in TABS},
        tuple(classes.order_by("grade", "name").values_list("id", "name")),
        viewer.role in RECORDERS,
    )


def _row(row: Consent) -> Row:
    learner = row.learner
    return Row(
        row.id,
        learner.id,
        learner.full_name,
        learner.school_class.name if learner.school_class else "",
        row.state,
        getattr(row, "application_state", None) or "none",
        row.way,
        row.asked_on,
        row.signed_on,
        row.signer_name,
        row.state == "asked",
        remark_on(row),
    )


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder sent, opened, asked, answered. `state`: done, now or next."""

    name: str
    state: str
    at: datetime | None


@dataclass(frozen=True)
class Sheet:
    """A consent or an application as staff read it."""

    id: UUID
    kind: str
    state: str
    semester: str
    way: str
    language: str
    wording: Names
    text_version: str
    signer: str
    relation: str
    asked_by: str
    asked_on: date | None
    signed_on: date | None
    ended_on: date | None
    noted_by: str  # of the staff, who noted a refusal or withdrawal; empty: the family itself
    ender: str
    scan_id: UUID | None
    ending_scan_id: UUID | None
    asks: bool
    question: str  # empty for who does not read what a family asks
    reply: str
    wanted: tuple[Names, ...]
    circumstances: tuple[Names, ...]
    ladder: tuple[Rung, ...]
    remark: Remark | None


@dataclass(frozen=True)
class LinkCard:
    """The family's link as staff see it: never the token, never the code."""

    expires_at: datetime
    opened_at: datetime | None
    wrong_codes: int
    works: bool
    stopped_by_codes: bool
    mailed: bool


@dataclass(frozen=True)
class ConsentCard:
    """One learner's consent with its applications, and what the viewer may do."""

    consent: Sheet
    applications: tuple[Sheet, ...]
    learner_id: UUID
    learner: str
    school_class: str
    link: LinkCard | None
    waits: bool
    steps: tuple[str, ...]
    reminded_at: datetime | None


def consent_to_see(*, viewer: Viewer, consent_id: UUID, now: datetime) -> ConsentCard:
    """One consent in reach with the learner's applications. Consent.DoesNotExist out of reach."""
    people = ("asked_by", "handed_by", "ended_by", "ending_handed_by")
    rows = Consent.objects.visible_to(viewer).select_related("learner__school_class", *people)
    consent = rows.get(pk=consent_id)
    learner, today = consent.learner, localdate(now)
    audit.shown(viewer, "consents.one", learners=[learner.id], purpose="consent")
    found = Application.objects.visible_to(viewer).filter(learner=learner).order_by("-semester", "-asked_on")
    applications = list(found.select_related(*people))
    links = FamilyLink.objects.visible_to(viewer).filter(learner=learner, made_by__isnull=False)
    link = links.order_by("-made_at").first()
    return ConsentCard(
        _sheet(consent, "consent", viewer.role, today),
        tuple(_sheet(one, "application", viewer.role, today) for one in applications),
        learner.id,
        learner.full_name,
        learner.school_class.name if learner.school_class else "",
        _link(link, now) if link else None,
        any(paper.state in OPEN for paper in (consent, *applications)),
        CONSENT_LIFE.open_steps(consent, viewer),
        consent.reminded_at,
    )


def _sheet(paper: Consent | Application, kind: str, role: Role, today: date) -> Sheet:
    wording = consent_texts.version(kind, paper.text_version)
    settled = paper.state not in ("sent", "opened", "asked", "draft")
    declared = getattr(paper, "circumstances", ()) if may_read(role, "circumstances", today) else ()
    return Sheet(
        paper.id,
        kind,
        paper.state,
        getattr(paper, "semester", ""),
        paper.way,
        paper.language,
        wording.agree if paper.guardian_id else wording.agree_adult,
        paper.text_version,
        paper.signer_name,
        paper.signer_relation,
        paper.asked_by.name,
        paper.asked_on,
        paper.signed_on,
        paper.ended_on,
        paper.ended_by.name if paper.ended_by else "",
        paper.ender_name,
        paper.scan_id,
        paper.ending_scan_id,
        bool(paper.question),
        paper.question if may_read(role, "question", today) else "",
        paper.reply if may_read(role, "reply", today) else "",
        tuple(measures.measure(key).name for key in getattr(paper, "wanted", ()) if settled),
        tuple(circumstances.term(key).name for key in declared if settled),
        _ladder(paper) if paper.way == "link" else (),
        remark_on(paper),
    )


def _ladder(paper: Consent | Application) -> tuple[Rung, ...]:
    answered = paper.state if paper.state in ("signed", "refused", "withdrawn", "expired") else "answered"
    waits = paper.state in ("sent", "opened", "asked")
    rungs = [
        Rung("sent", "now" if paper.state == "sent" else "done", paper.sent_at),
        Rung(
            "opened",
            "next" if not paper.opened_at else "now" if paper.state == "opened" else "done",
            paper.opened_at,
        ),
    ]
    if paper.question:
        rungs.append(Rung("asked", "now" if paper.state == "asked" else "done", None))
    return (*rungs, Rung(answered, "next" if waits else "done", paper.answered_at or paper.ended_at))


def _link(link: FamilyLink, now: datetime) -> LinkCard:
    works = link.closed_at is None and now < link.expires_at
    return LinkCard(
        link.expires_at, link.opened_at, link.wrong_codes, works, link.wrong_codes >= WRONG_CODES,
        bool(link.sealed_address),
    )  # fmt: skip


@dataclass(frozen=True)
class LearnerToAsk:
    """A learner whose family is about to be asked: who can sign, what is missing, what stands against it."""

    learner_id: UUID
    learner: str
    school_class: str
    adult: bool
    guardians: tuple[tuple[UUID, str, str, bool], ...]
    semester: str
    consent_state: str
    consent_id: UUID | None
    consent_valid: bool
    application_state: str
    application_valid: bool
    supports: tuple[Choice, ...]
    circumstances: tuple[Choice, ...]
    reasons: tuple[Reason, ...]


def learner_to_ask(*, viewer: Viewer, learner_id: UUID, now: datetime) -> LearnerToAsk:
    """What a teacher needs to ask a family. Learner.DoesNotExist out of reach."""
    today = localdate(now)
    learner = Learner.objects.visible_to(viewer).select_related("school_class").get(pk=learner_id)
    audit.shown(viewer, "consents.new", learners=[learner_id], purpose="consent")
    semester = str(calendar.current_semester(today))
    stands = standing(viewer=viewer, learner_ids=[learner_id], semester=semester, day=today)[learner_id]
    known = Guardian.objects.visible_to(viewer).filter(learner=learner, since__lte=today)
    draft = Consent(learner=learner, institution_id=learner.institution_id or NOBODY, asked_on=today)
    needs = (learner_in_target_group(draft), institution_takes_part(draft))
    return LearnerToAsk(
        learner_id,
        learner.full_name,
        learner.school_class.name if learner.school_class else "",
        adulthood.of_age(learner.birth_date, today),
        tuple(
            (one.id, one.name, one.relation, bool(one.email))
            for one in known.filter(Q(until=None) | Q(until__gt=today)).order_by("since", "name")
        ),
        semester,
        stands.consent_state,
        stands.consent_id,
        stands.consent_valid,
        stands.application_state,
        stands.application_valid,
        supports_for(learner, [], today),
        tuple(Choice(one.key, one.name, False) for one in circumstances.on(today)),
        tuple(reason for reason in needs if reason),
    )


@dataclass(frozen=True)
class Scan:
    """A stored scan, to be sent as an attachment under a name of ours."""

    name: str
    content_type: str
    content: bytes


def scan_to_read(*, viewer: Viewer, file_id: UUID) -> Scan:
    """A scan under a consent or application that the viewer can see, whoever stored it. DoesNotExist for any other.

    A paper that went along to another school takes its scan with it: the file is read by the paper's right.
    """
    of_it = Q(scan_id=file_id) | Q(ending_scan_id=file_id)
    learners = {
        paper.learner_id
        for kind in (Consent, Application)
        for paper in kind.objects.visible_to(viewer).filter(of_it)
    }
    if not learners:
        raise StoredFile.DoesNotExist
    audit.shown(viewer, "consents.scan", learners=learners, purpose="consent")
    with open_eyes(viewer, "scan"):
        file = StoredFile.objects.get(pk=file_id)
    return Scan(file.name, file.content_type, files.content_of(file))


def semesters_to_choose(*, now: datetime) -> tuple[str, ...]:
    """The semesters a list may be filtered by: the current one and the three before it, latest first."""
    current = calendar.current_semester(localdate(now))
    known = [one for one in calendar.semesters() if one <= current]
    return tuple(str(one) for one in reversed(known[-4:]))


def semester_named(text: str, *, now: datetime) -> str:
    """The semester asked for in a query string; the current one for anything else."""
    choices = semesters_to_choose(now=now)
    return text if text in choices else str(Semester.parse(choices[0]))
