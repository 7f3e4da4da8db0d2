"""Invented people and places for tests of the programme. Each maker works inside `with as_owner():`."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Care, Enrollment, Guardian, Learner, SchoolClass
from pumpurs.programme.learners.queries.reach import viewer_at
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries import places_of
from pumpurs.values.roles import Role

TODAY = date(2026, 10, 5)
LONG_AGO = date(2019, 9, 1)
_turn = count(1)


def make_partner(name: str = "Cēsu novads", *, code: str = "LV-022", **more: Any) -> Partner:
    """A municipality that could join; `code` is the rulebook's."""
    kind = more.pop("kind", "municipality")
    return Partner.objects.create(kind=kind, name=name, municipality_code=code, **more)


def make_institution(
    name: str = "Priekuļu vidusskola", *, partner: Partner | None = None, **more: Any
) -> Institution:
    """A school of a partner (the one of Cēsis if none is given)."""
    kind = more.pop("kind", "secondary_school")
    code = more.pop("source_code", f"school-{next(_turn)}")
    where = partner or Partner.objects.filter(municipality_code="LV-022").first() or make_partner()
    return Institution.objects.create(partner=where, kind=kind, name=name, source_code=code, **more)


def make_account(name: str = "Anna Liepa", *, email: str = "") -> Account:
    """Somebody who can sign in."""
    account = Account(email=email or f"person{next(_turn)}@example.lv", name=name)
    account.set_unusable_password()
    account.save()
    return account


def appoint(
    role: Role,
    place: Institution | Partner | None = None,
    *,
    account: Account | None = None,
    name: str = "Anna Liepa",
    **more: Any,
) -> Appointment:
    """A person in a role at a place, since long ago if no day is given."""
    where: dict[str, Any] = {}
    if isinstance(place, Institution):
        where = {"institution": place}
    elif isinstance(place, Partner):
        where = {"partner": place}
    since = more.pop("since", LONG_AGO)
    return Appointment.objects.create(
        account=account or make_account(name), role=str(role), since=since, **where, **more
    )


def make_class(institution: Institution, name: str = "7.a", *, grade: int = 7) -> SchoolClass:
    """A class of this school year."""
    return SchoolClass.objects.create(
        institution=institution, school_year="2026/2027", name=name, grade=grade
    )


def make_learner(
    institution: Institution,
    given_name: str = "Jānis",
    family_name: str = "Ozols",
    *,
    school_class: SchoolClass | None = None,
    grade: int = 7,
) -> Learner:
    """A learner enrolled at the institution."""
    learner = Learner.objects.create(
        given_name=given_name, family_name=family_name, birth_date=date(2013, 3, 14), institution=institution,
        school_class=school_class, grade=grade,
    )  # fmt: skip
    Enrollment.objects.create(
        learner=learner,
        institution=institution,
        school_year="2026/2027",
        school_class=school_class,
        grade=grade,
        since=date(2026, 9, 1),
    )
    return learner


def make_guardian(learner: Learner, name: str = "Ilze Ozola", *, account: Account | None = None) -> Guardian:
    """A mother of the learner, since long ago."""
    return Guardian.objects.create(
        learner=learner, institution_id=learner.institution_id, account=account, name=name, relation="mother",
        email="ilze.ozola@example.lv", since=LONG_AGO,
    )  # fmt: skip


def care_for(appointment: Appointment, whom: Learner | SchoolClass, *, since: date = LONG_AGO) -> Care:
    """The holder of the appointment cares for a learner or a class."""
    target = {"learner": whom} if isinstance(whom, Learner) else {"school_class": whom}
    assert whom.institution_id is not None
    return Care.objects.create(
        appointment=appointment, account_id=appointment.account_id, institution_id=whom.institution_id,
        since=since, **target,
    )  # fmt: skip


def viewer_for(appointment: Appointment, *, today: date = TODAY) -> Viewer:
    """The viewer that this person is when acting at this appointment."""
    places = places_of(account_id=appointment.account_id, today=today)
    place = next(one for one in places if one.appointment_id == appointment.id)
    return viewer_at(account_id=appointment.account_id, place=place, today=today, request_id="test")
