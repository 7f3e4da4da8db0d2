"""What succeeds for one role is refused to every other: the very same address and the very same body.

An empty body could hide a missing check behind "something is not filled in". So the body is taken from the page that
an allowed person sees, is seen to be accepted, and is then sent by everybody who must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.urls import Resolver404, resolve

from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import FAMILY_ROLES, NATIONAL_ROLES, Role
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door
from tests import database
from tests.web import arranged
from tests.web.country import Person, built, ids_of, is_own, persons, signed_in
from tests.web.forms_on_pages import Body, forms_of
from tests.web.test_matrix import address, audit_of, named_in, written_rows

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
    "compensations/grant_many": "compensations/home",
    "family/answer": "family/home",
    "journals/revoke": "journals/keys",
    "work/ask": "work/record",
    "work/answer": "desk/home",
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
UUID_LIKE = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
REFUSED = frozenset({"refused"})
ASKS_ONLY = {  # a code or a name is searched for: sent so that it stands in no address; nothing is written
    "learners/list", "compensations/choose",
}  # fmt: skip
NOBODY_FAR = {  # the place is the sender's own, or the nation's manager alone may do it
    "journals/home", "journals/keys", "learners/rosters", "partners/new", "partners/one", "partners/prepare",
    "partners/agreement", "partners/join", "partners/institution", "partners/leave", "alerts/model",
    "alerts/trials", "work/orders", "budgets/one", "samples/home", "samples/drawn", "statements/claim",
    "statements/one", "payments/account",
}  # fmt: skip
BY_LINK = "f/"  # the family's questions name nothing: the opened link alone says whose they are


@dataclass(frozen=True)
class Accepted:
    """One request that an allowed person made with success; `learner` stands in its address, if any."""

    door: Door
    person: Person
    path: str
    body: Body
    learner: Learner

    def sent_by(self, client: Client) -> Answer:
        """The very same request, by somebody else."""
        return sends(client, self.door.name, self.path, self.body)


@dataclass(frozen=True)
class Answer:
    """What came of a request: its status, whether rows were written, what the audit trail says about it."""

    status: int
    wrote: bool
    outcomes: frozenset[str]


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
        if "POST" in door.methods
        and door.roles
        and door.thing not in OWN
        and not door.path.startswith(BY_LINK)
        and door.name not in ASKS_ONLY
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


def sends(client: Client, name: str, path: str, body: Body) -> Answer:
    """What comes of sending a body to a door; all of it is taken back."""
    files = {}
    if name in arranged.FILES:
        file_name, content = arranged.FILES[name]
        files = {field: SimpleUploadedFile(file_name, content) for field in ("scan", "file")}
    with transaction.atomic():
        before = written_rows()
        answer = client.post(path, {**body, **files})
        wrote = written_rows() != before
        outcomes = frozenset(outcome for outcome, _ in audit_of(answer["X-Request-Id"]))
        transaction.set_rollback(True)
    return Answer(answer.status_code, wrote, outcomes)


def leads_to(path: str) -> str:
    """The name of the door behind a path."""
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def accepted(door: Door, person: Person, learner: Learner, client: Client) -> Accepted | None:
    """The first body of a form on the page that is taken, if there is one. What was arranged for it stays then."""
    page = next(one for one in DOORS if one.name == STANDS_ON.get(door.name, door.name))
    if "GET" not in page.methods or page.roles is None or person.role not in page.roles:
        return None
    with transaction.atomic():
        found = _accepted(door, page, person, learner, client)
        database.become_owner(connection)
        transaction.set_rollback(found is None)
    return found


def _accepted(door: Door, page: Door, person: Person, learner: Learner, client: Client) -> Accepted | None:
    database.become_owner(connection)
    try:
        ids = {"learner_id": learner.id, **arranged.arranged(door.name, learner)}
        ids |= ids_of(learner, named_in(page) - set(ids))
    except LookupError:
        return None
    path = address(page, ids) + QUERIES.get(page.name, "")
    database.become_web(connection)
    shown = client.get(path)
    if shown.status_code != 200:
        return None
    for target, body in _bodies(door, path, shown.content.decode(), learner):
        taken = sends(client, door.name, target, body)
        if (taken.status, taken.wrote) in {(302, True), (200, True)}:  # 200: a code is shown once
            return Accepted(door, person, target, body, learner)
    return None


def _bodies(door: Door, path: str, html: str, learner: Learner) -> Iterator[tuple[str, Body]]:
    """Where to and what: of every form of a page that leads to this door."""
    if door.name == "people/imports":
        yield path, {name: [text] for name, text in arranged.staff_list(learner).items()}
        return
    said = {name: [text] for name, text in arranged.SAID.get(door.name, {}).items()}
    for form in forms_of(html):
        target = form.action or path
        if leads_to(target) == door.name:
            for body in form.bodies():
                yield target, {**body, **said}


@pytest.fixture(scope="module")
def requests_that_succeed(country: list[Person]) -> list[Accepted]:
    """For every door that can be sent to, a request that an allowed person makes with success, where one is found."""
    authors = Appointment.objects.filter(role="plan_author").values_list("account_id", flat=True)
    Authenticator.objects.bulk_create(
        Authenticator(user_id=one, type=Authenticator.Type.TOTP, data={}) for one in set(authors)
    )
    clients = {person.role: signed_in(person) for person in country}
    learners = {person.role: own_learners(person) for person in country}
    by_reach = sorted(
        country, key=lambda person: person.role in NATIONAL_ROLES
    )  # whoever has somebody far away
    found: list[Accepted] = []
    for door in doors_that_write():
        allowed = (person for person in by_reach if person.role in (door.roles or ()))
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

    # every month that ended has its package in the country: there is no form to send
    assert {door.name for door in doors_that_write()} - taken <= {"packages/home"}


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
            answer = one.sent_by(client)
            if answer != Answer(403, False, REFUSED):
                wrong.append(f"{person.role} POST {one.path}: {answer}")
    database.become_owner(connection)
    assert not wrong, "\n".join(wrong)


def same_role_far_away(one: Accepted) -> Person | None:
    """Somebody in the same role at another partner, or another family; nobody where the role covers the nation."""
    if one.person.role in NATIONAL_ROLES:
        return None
    if one.person.role in FAMILY_ROLES:
        return another_family(one)
    here = one.learner.institution
    rows = Appointment.objects.filter(role=one.person.role, until=None).select_related("account")
    assert here is not None  # whoever acts for a place has a learner there
    elsewhere = rows.exclude(institution__partner_id=here.partner_id).exclude(partner_id=here.partner_id)
    far = elsewhere.exclude(account=one.person.account)
    taken = far.exclude(account__in=Appointment.objects.filter(institution=here).values("account"))
    found = taken.order_by("id").first()
    return Person(one.person.role, found.account, found) if found else None


def another_family(one: Accepted) -> Person:
    """Somebody who is a guardian or an adult learner too, of nobody that this family knows."""
    account = Account.objects.create(email=f"{uuid4()}@example.lv", name="Zane Cita")
    others = Learner.objects.exclude(pk=one.learner.pk).exclude(institution=one.learner.institution)
    theirs = others.order_by("id")[0]
    if one.person.role is Role.GUARDIAN:
        Guardian.objects.create(
            learner=theirs, institution_id=theirs.institution_id, account=account, name=account.name,
            relation="mother", since=date(2019, 9, 1),
        )  # fmt: skip
    else:
        Learner.objects.filter(pk=theirs.pk).update(account=account, birth_date=date(2000, 1, 1))
    return Person(one.person.role, account, None)


def names_something(one: Accepted) -> bool:
    """The address or the body names a record: somebody of another place has no business with it."""
    said = " ".join(text for texts in one.body.values() for text in texts)
    return (
        bool(named_in(one.door))
        or one.door.name == "people/imports"
        or re.search(UUID_LIKE, said) is not None
    )


GONE = {
    "payments/statement"
}  # once taken in it is gone, and that is said to everybody alike, whatever the id


def test_the_same_request_is_refused_to_the_same_role_of_another_place(
    requests_that_succeed: list[Accepted],
) -> None:
    wrong: list[str] = []
    tried: set[str] = set()
    for one in filter(names_something, requests_that_succeed):
        database.become_owner(connection)
        if (person := same_role_far_away(one)) is None:
            continue
        client = signed_in(person)
        database.become_web(connection)
        answer = one.sent_by(client)
        tried.add(one.door.name)
        if answer.status not in {403, 404, 422} or answer.wrote or answer.outcomes != REFUSED:
            wrong.append(f"{person.role} of another place POST {one.path}: {answer}")
        elif answer.status != 404 and named_in(one.door) and one.door.name not in GONE:
            wrong.append(f"{person.role} of another place POST {one.path}: told that it is there: {answer}")
    database.become_owner(connection)
    assert not wrong, "\n".join(wrong)
    assert {one.door.name for one in requests_that_succeed} - tried == NOBODY_FAR
