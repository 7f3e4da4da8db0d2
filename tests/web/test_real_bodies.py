"""What succeeds for one role is refused to every other: the very same address and the very same body.

An empty body could hide a missing check behind "something is not filled in". So the body is taken from the page that
an allowed person sees, is seen to be accepted, and is then sent by everybody who must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.urls import Resolver404, resolve

from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import FAMILY_ROLES, NATIONAL_ROLES
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door
from tests import database
from tests.web.country import Person, built, ids_of, is_own, persons, signed_in
from tests.web.forms_on_pages import Body, forms_of
from tests.web.test_matrix import address, named_in, written_rows

pytestmark = pytest.mark.django_db

STANDS_ON = {  # the page where the form of a door stands, if it is not the door's own
    "consents/resend": "consents/one",
    "consents/call_back": "consents/one",
    "consents/remind": "consents/one",
    "consents/reply": "consents/one",
    "plans/goal": "plans/write",
    "plans/consulted": "plans/write",
    "plans/risks": "plans/write",
    "plans/comment": "plans/decide",
    "plans/settle": "plans/write",
    "desk/approve": "desk/home",
}
QUERIES = {"plans/measure_new": "?kind=teacher_consultation"}
OWN = {
    "signin",
    "account",
    "session",
    "role",
    "invitation",
}  # things that are one's own: nobody else's record
MOST_LEARNERS = 16
NOT_FOUND = {  # a file has to be sent, or the demonstration country holds nothing to do it with
    "consents/paper", "consents/remind", "consents/reply", "consents/resend", "family/answer", "journals/columns",
    "journals/home", "journals/one", "journals/revoke", "learners/list", "learners/roster_columns",
    "learners/roster_one", "learners/rosters", "partners/join", "partners/one", "people/cares", "people/imports",
    "plans/measure_new",
}  # fmt: skip


@dataclass(frozen=True)
class Accepted:
    """One request that an allowed person made with success; `learner` stands in its address, if any."""

    door: Door
    person: Person
    path: str
    body: Body
    learner: Learner


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people; everything else runs as the web role."""
    with django_db_blocker.unblock(), built():
        yield persons()


def doors_that_write() -> list[Door]:
    """Every door that can be sent to, of the programme's things."""
    return [
        door
        for door in DOORS
        if "POST" in door.methods and door.roles and door.thing not in OWN and not door.path.startswith("f/")
    ]


def own_learners(person: Person) -> list[Learner]:
    """Learners in this person's hands, one of each kind: by the state of plan and consent, or with none of either."""
    rows = Learner.objects.select_related("institution").annotate(
        plan=Subquery(Plan.objects.filter(learner=OuterRef("pk")).order_by("-number").values("state")[:1]),
        consent=Subquery(Consent.objects.filter(learner=OuterRef("pk")).order_by("id").values("state")[:1]),
    )
    found: dict[tuple[str, str], Learner] = {}
    for learner in rows.order_by("id"):
        kind = (learner.plan or "", learner.consent or "")
        if kind not in found and is_own(person, learner):
            found[kind] = learner
    return list(found.values())[:MOST_LEARNERS]


def sends(client: Client, path: str, body: Body) -> tuple[int, bool]:
    """The status of the answer and whether anything was written; all of it is taken back."""
    with transaction.atomic():
        before = written_rows()
        answer = client.post(path, body)
        wrote = written_rows() != before
        transaction.set_rollback(True)
    return answer.status_code, wrote


def leads_to(path: str) -> str:
    """The name of the door behind a path."""
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def accepted(door: Door, person: Person, learner: Learner, client: Client) -> Accepted | None:
    """The first body of a form on the page that is taken, if there is one."""
    page = next(one for one in DOORS if one.name == STANDS_ON.get(door.name, door.name))
    if "GET" not in page.methods or page.roles is None or person.role not in page.roles:
        return None
    asked = named_in(page)
    database.become_owner(connection)
    has_plan = Plan.objects.filter(learner=learner, measures__isnull=False).exists()
    if not has_plan and not asked <= {"learner_id"}:
        database.become_web(connection)
        return None
    ids = ids_of(learner, asked) if has_plan else {"learner_id": learner.id}
    path = address(page, ids) + QUERIES.get(page.name, "")
    database.become_web(connection)
    shown = client.get(path)
    if shown.status_code != 200:
        return None
    for form in forms_of(shown.content.decode()):
        target = form.action or path
        if leads_to(target) != door.name:
            continue
        for body in form.bodies():
            if sends(client, target, body) in {(302, True), (200, True)}:  # 200: a code is shown once
                return Accepted(door, person, target, body, learner)
    return None


@pytest.fixture(scope="module")
def requests_that_succeed(country: list[Person]) -> list[Accepted]:
    """For every door that can be sent to, a request that an allowed person makes with success, where one is found."""
    authors = Appointment.objects.filter(role="plan_author").values_list("account_id", flat=True)
    Authenticator.objects.bulk_create(
        Authenticator(user_id=one, type=Authenticator.Type.TOTP, data={}) for one in set(authors)
    )
    clients = {person.role: signed_in(person) for person in country}
    learners = {person.role: own_learners(person) for person in country}
    found: list[Accepted] = []
    for door in doors_that_write():
        if door.name in NOT_FOUND:
            continue
        allowed = (person for person in country if person.role in (door.roles or ()))
        tries = (
            one
            for person in allowed
            for learner in learners[person.role]
            if (one := accepted(door, person, learner, clients[person.role]))
        )
        if first := next(tries, None):
            found.append(first)
    database.become_owner(connection)
    return found


def test_every_door_takes_the_body_of_its_own_page_from_who_may(
    requests_that_succeed: list[Accepted],
) -> None:
    taken = {one.door.name for one in requests_that_succeed}

    assert {door.name for door in doors_that_write()} - taken == NOT_FOUND
    assert len(taken) > len(NOT_FOUND)


def test_the_same_request_is_refused_to_every_role_that_may_not(
    requests_that_succeed: list[Accepted], country: list[Person]
) -> None:
    wrong: list[str] = []
    for person in country:
        database.become_owner(connection)
        client = signed_in(person)
        database.become_web(connection)
        for one in requests_that_succeed:
            if person.role in (one.door.roles or ()):
                continue
            status, wrote = sends(client, one.path, one.body)
            if status != 403 or wrote:
                wrong.append(f"{person.role} POST {one.path}: {status}, rows written: {wrote}")
    database.become_owner(connection)
    assert not wrong, "\n".join(wrong)


def same_role_far_away(one: Accepted) -> Person | None:
    """Somebody in the same role at another partner, if the country has one."""
    here = one.learner.institution
    rows = Appointment.objects.filter(role=one.person.role, until=None).select_related("account")
    elsewhere = rows.exclude(institution__partner_id=here.partner_id if here else None)
    far = elsewhere.exclude(partner_id=here.partner_id if here else None).exclude(account=one.person.account)
    taken = far.exclude(account__in=Appointment.objects.filter(institution=here).values("account"))
    found = taken.order_by("id").first()
    return Person(one.person.role, found.account, found) if found else None


def test_the_same_request_is_refused_to_the_same_role_of_another_place(
    requests_that_succeed: list[Accepted],
) -> None:
    wrong: list[str] = []
    tried = 0
    for one in (one for one in requests_that_succeed if named_in(one.door)):
        database.become_owner(connection)
        if one.person.role in NATIONAL_ROLES | FAMILY_ROLES or (person := same_role_far_away(one)) is None:
            continue
        client = signed_in(person)
        database.become_web(connection)
        status, wrote = sends(client, one.path, one.body)
        tried += 1
        if status != 404 or wrote:
            wrong.append(f"{person.role} of another place POST {one.path}: {status}, rows written: {wrote}")
    database.become_owner(connection)
    assert not wrong, "\n".join(wrong)
    assert tried > len(requests_that_succeed) // 3
