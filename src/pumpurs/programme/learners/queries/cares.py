"""Whom a plan author cares for, and whom else they could: for the head's page and for handing over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Value

from pumpurs.foundation import audit
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
    cares: tuple[CareLine, ...]
    classes: tuple[Candidate, ...]
    learners: tuple[Candidate, ...]
    more: bool


def cares_of(*, viewer: Viewer, appointment_id: UUID, day: date) -> tuple[CareLine, ...]:
    """Learners and classes in the care of an appointment on a day, classes first. Logs the learners shown."""
    rows = Care.objects.visible_to(viewer).filter(
        Q(until=None) | Q(until__gt=day), appointment_id=appointment_id
    )
    found = rows.select_related("learner__school_class", "school_class").annotate(
        children=Count("school_class__learners")
    )
    ordered = list(found.order_by("school_class__name", "learner__sort_key", "id"))
    audit.shown(
        viewer,
        "learners.cares",
        learners=[row.learner_id for row in ordered if row.learner_id],
        purpose="staff",
    )
    return tuple(_line(row, row.children) for row in ordered)


def _line(row: Care, children: int) -> CareLine:
    learner = row.learner
    if learner is None:
        name = row.school_class.name if row.school_class else ""
        return CareLine(row.id, None, name, name, children, row.since, row.reason)
    class_name = learner.school_class.name if learner.school_class else ""
    return CareLine(row.id, learner.id, learner.full_name, class_name, 1, row.since, row.reason)


def cares_page(*, viewer: Viewer, appointment_id: UUID, today: date, search: str = "") -> CaresPage:
    """For the head: a plan author's cares and candidates of the institution. DoesNotExist out of reach."""
    person = person_in_sight(viewer=viewer, appointment_id=appointment_id, today=today)
    if (
        person.institution_id is None
        or not person.may_care
        or not leads_this_institution(viewer, person.institution_id)
    ):
        raise Care.DoesNotExist
    cares = cares_of(viewer=viewer, appointment_id=appointment_id, day=today)
    have = {one.learner_id for one in cares if one.learner_id}
    have_classes = {one.name for one in cares if one.learner_id is None}
    classes = SchoolClass.objects.visible_to(viewer).filter(institution_id=person.institution_id)
    newest = classes.order_by("-school_year").values_list("school_year", flat=True).first()
    options = (
        classes.filter(school_year=newest).annotate(children=Count("learners")).order_by("grade", "name")
    )
    learners = Learner.objects.visible_to(viewer).filter(institution_id=person.institution_id)
    if search.strip():
        learners = learners.filter(search_key__contains=SearchKey(Value(search.strip())))
    listed = list(
        learners.exclude(pk__in=have).select_related("school_class").order_by("sort_key")[: MOST + 1]
    )
    shown = listed[:MOST] if search.strip() else []
    audit.shown(viewer, "learners.cares", learners=[one.id for one in shown], purpose="staff")
    return CaresPage(
        person=person,
        cares=cares,
        classes=tuple(
            Candidate(one.id, one.name, str(one.children)) for one in options if one.name not in have_classes
        ),
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
