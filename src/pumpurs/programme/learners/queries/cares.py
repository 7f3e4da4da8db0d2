"""Whom a plan author cares for, and whom else they could: for the head's page and for handing over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Value

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Care, Learner, SchoolClass
from pumpurs.programme.learners.permissions.care import leads_this_institution
from pumpurs.programme.people.queries.staff import PersonCard, person_in_sight

MOST = 100


@dataclass(frozen=True)
class CareLine:
    """One learner or class in somebody's care."""

    care_id: UUID
    learner_id: UUID | None
    name: str
    class_name: str
    learners: int
    since: date
    reason: str


@dataclass(frozen=True)
class Candidate:
    """A learner or class that can be given into care."""

    id: UUID
    name: str
    detail: str


@dataclass(frozen=True)
class CaresPage:
    """A plan author, whom she cares for, and whom else she could."""

    person: PersonCard
    cares: Page[CareLine]
    count: int
    classes: tuple[Candidate, ...]
    learners: tuple[Candidate, ...]
    more: bool


def _current(viewer: Viewer, appointment_id: UUID, day: date) -> QuerySet[Care]:
    rows = Care.objects.visible_to(viewer).filter(appointment_id=appointment_id)
    return rows.filter(Q(until=None) | Q(until__gt=day))


def cares_counted(*, viewer: Viewer, appointment_id: UUID, day: date) -> int:
    """How many learners and classes are in the care of an appointment on a day."""
    return _current(viewer, appointment_id, day).count()


def cares_of(*, viewer: Viewer, appointment_id: UUID, day: date, number: int = 1) -> Page[CareLine]:
    """Learners and classes in the care of an appointment on a day, classes first. Logs the learners shown."""
    rows = _current(viewer, appointment_id, day).select_related("learner__school_class", "school_class")
    found = rows.annotate(children=Count("school_class__learners"))
    page = paged(
        found.order_by("school_class__name", "learner__sort_key", "id"),
        number,
        lambda row: _line(row, row.children),
    )
    learners = [one.learner_id for one in page.items if one.learner_id]
    audit.shown(viewer, "learners.cares", learners=learners, purpose="staff")
    return page


def _line(row: Care, children: int) -> CareLine:
    learner = row.learner
    if learner is None:
        name = row.school_class.name if row.school_class else ""
        return CareLine(row.id, None, name, name, children, row.since, row.reason)
    class_name = learner.school_class.name if learner.school_class else ""
    return CareLine(row.id, learner.id, learner.full_name, class_name, 1, row.since, row.reason)


def cares_page(
    *, viewer: Viewer, appointment_id: UUID, today: date, search: str = "", number: int = 1
) -> CaresPage:
    """For the head: a plan author's cares and candidates of the institution. DoesNotExist out of reach."""
    person = person_in_sight(viewer=viewer, appointment_id=appointment_id, today=today)
    if (
        person.institution_id is None
        or not person.may_care
        or not leads_this_institution(viewer, person.institution_id)
    ):
        raise Care.DoesNotExist
    have = _current(viewer, appointment_id, today)
    classes = SchoolClass.objects.visible_to(viewer).filter(institution_id=person.institution_id)
    newest = classes.order_by("-school_year").values_list("school_year", flat=True).first()
    options = (
        classes.filter(school_year=newest)
        .exclude(pk__in=have.filter(school_class__isnull=False).values("school_class_id"))
        .annotate(children=Count("learners"))
        .order_by("grade", "name")
    )
    learners = Learner.objects.visible_to(viewer).filter(institution_id=person.institution_id)
    if search.strip():
        learners = learners.filter(search_key__contains=SearchKey(Value(search.strip())))
    listed = list(
        learners.exclude(pk__in=have.filter(learner__isnull=False).values("learner_id"))
        .select_related("school_class")
        .order_by("sort_key")[: MOST + 1]
    )
    shown = listed[:MOST] if search.strip() else []
    audit.shown(viewer, "learners.cares", learners=[one.id for one in shown], purpose="staff")
    return CaresPage(
        person=person,
        cares=cares_of(viewer=viewer, appointment_id=appointment_id, day=today, number=number),
        count=have.count(),
        classes=tuple(Candidate(one.id, one.name, str(one.children)) for one in options),
        learners=tuple(
            Candidate(
                one.id,
                one.full_name,
                one.school_class.name if one.school_class else "",
            )
            for one in shown
        ),
        more=len(listed) > MOST and bool(search.strip()),
    )
