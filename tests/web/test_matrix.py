"""Role × page × own, near and far: what is not allowed answers 403 or 404 and leaves no trace but its audit line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.values.roles import MACHINES, Role
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door
from pumpurs.web.frame.headers import HEADERS
from tests import database
from tests.web.country import (
    RELATIONS,
    Person,
    built,
    ids_of,
    learner_for,
    names_of_learners,
    persons,
    signed_in,
)

pytestmark = pytest.mark.django_db

KWARG = re.compile(r"<(?:\w+:)?(\w+)>")
OF_THE_PARTNER = {
    "partner_id",
    "agreement_id",
    "participation_id",
    "package_id",
    "statement_id",
    "list_id",
    "payment_id",
    "recovery_id",
    "upload_id",
}  # the same for everybody of one partner
OF_EVERYBODY = {
    "model_id",
    "trial_id",
    "payment_claim_id",
    "sample_id",
    "item_id",
    "evidence_id",
}  # of the whole programme, of no place
ASKS_FOR_LEARNER = {"plans/new", "consents/new"}  # the learner comes as ?learner=
WITHOUT_LINK = ("f/",)  # the family's questions need an opened link
ENDS_THE_SESSION = {"house/role", "house/language", "account_logout"}
FOOTPRINTS = {"foundation_auditline", "django_session", "signin_signinsession"}
ALWAYS_THERE = {"learner_id", "plan_id", "partner_id", "roster_id", "batch_id", "file_id"}
MAY_BE_NOWHERE = {
    "plans/paper",
    "plans/approved",
    "outcomes/one",
    "budgets/one",
}  # of an approved plan; of the partner, not its head
FINE = {200, 302, 422}
MOST_QUERIES = 12
# not compensations/one, work/sheet, work/home, work/missed, work/record: 13 for a plan's author, whose care is read
BOUND = {
    "desk/home", "plans/list", "plans/one", "learners/list", "work/sheets", "work/one", "work/orders", "work/payroll",
    "work/preparation", "work/sheet_paper", "compensations/home", "compensations/choose", "compensations/grant_many",
    "compensations/payers", "compensations/proof", "payments/home", "payments/new", "payments/one", "payments/sign",
    "payments/payment", "payments/account", "payments/recoveries", "payments/recovery", "payments/returned",
    "payments/statements", "payments/statement", "packages/home", "packages/one", "budgets/home", "budgets/one",
    "statements/home", "statements/one", "statements/claim", "samples/home", "samples/one", "samples/drawn",
    "samples/evidence", "samples/proof",
}  # fmt: skip
WORK_AND_MONEY = {"work", "compensations", "payments", "packages", "budgets", "statements", "samples"}
HOUSEKEEPING = ("SAVEPOINT", "RELEASE")  # the transaction's own


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people; everything else runs as the web role."""
    with django_db_blocker.unblock(), built():
        found = persons()
        yield found


def named_in(door: Door) -> set[str]:
    """The ids that a door needs."""
    return set(KWARG.findall(door.path)) | ({"learner_id"} if door.name in ASKS_FOR_LEARNER else set())


def address(door: Door, ids: dict[str, Any]) -> str:
    """The path of a door with its ids put in."""
    path = "/" + KWARG.sub(lambda match: str(ids[match[1]]), door.path)
    return f"{path}?learner={ids['learner_id']}" if door.name in ASKS_FOR_LEARNER else path


def written_rows() -> dict[str, int]:
    """Rows written so far in this transaction, by table; the house's own footprints left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {table: rows for table, rows in cursor.fetchall() if table not in FOOTPRINTS}


def audit_of(request_id: str) -> list[tuple[str, list[Any]]]:
    """(outcome, learners) of every audit line of one request, read with the owner's eyes."""
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, learners FROM foundation_auditline WHERE request_id = %s", [request_id]
        )
        return list(cursor.fetchall())


def expected(door: Door, role: Role, relation: str, method: str) -> set[int]:
    """What the answer may be, told from the doors list and the relation alone."""
    if method not in door.methods:
        return {405}
    if door.machine:
        return {401}
    if door.roles is None:
        return FINE | {404, 410, 403}
    if role not in door.roles:
        return {403}
    asked = {name for name in named_in(door) - OF_EVERYBODY if name.endswith("_id")}
    foreign = asked if relation == "far" else asked - OF_THE_PARTNER
    if relation != "own" and foreign:
        return {404}
    sure = method == "GET" and asked <= ALWAYS_THERE and door.name not in MAY_BE_NOWHERE
    return FINE if sure and not door.path.startswith(WITHOUT_LINK) else FINE | {404}


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.VISITOR, *MACHINES}])
def test_every_page_answers_each_role_as_the_doors_list_says(role: Role, country: list[Person]) -> None:
    database.become_owner(connection)
    person = next((one for one in country if one.role is role), None)
    if person is None:
        pytest.fail(f"the demo has nobody in the role {role}")
    names = {name: one for name, one in names_of_learners().items() if name != person.account.name}
    wrong: list[str] = []
    for relation in RELATIONS:
        learner = learner_for(person, relation)
        if learner is None:
            continue
        targets = [(door, address(door, ids_of(learner, named_in(door)))) for door in DOORS]
        client = signed_in(person)
        database.become_web(connection)
        for door, path in targets:
            if door.name in ENDS_THE_SESSION or door.thing in {"signin", "account", "session"}:
                continue
            for method in ("get", "post"):
                before = written_rows()
                with CaptureQueriesContext(connection) as queries:
                    response = getattr(client, method)(path)
                asked = sum(not one["sql"].startswith(HOUSEKEEPING) for one in queries)
                if method == "get" and door.name in BOUND and asked > MOST_QUERIES:
                    wrong.append(f"{role} {relation} GET {path}: {asked} queries, not {MOST_QUERIES}")
                allowed = expected(door, role, relation, method.upper())
                where = f"{role} {relation} {method.upper()} {path}"
                if response.status_code not in allowed:
                    wrong.append(f"{where}: {response.status_code}, not {sorted(allowed)}")
                    continue
                wrong += [f"{where}: no header {name}" for name in HEADERS if name not in response.headers]
                lines = audit_of(response["X-Request-Id"])
                if response.status_code in {403, 404} and door.roles is not None:
                    if (after := written_rows()) != before:
                        changed = sorted(table for table in after if after[table] != before.get(table))
                        wrong.append(f"{where}: refused, but rows were written in {changed}")
                    if "refused" not in [outcome for outcome, _ in lines]:
                        wrong.append(f"{where}: refused without an audit line")
                if response.status_code == 200 and method == "get":
                    body = response.content.decode(errors="replace")
                    shown = {str(one) for _, learners in lines for one in learners}
                    seen = {str(learner_id) for name, learner_id in names.items() if name in body}
                    if missing := seen - shown:
                        wrong.append(f"{where}: shows {len(missing)} children who are not in its audit line")
        database.become_owner(connection)
    assert not wrong, f"{len(wrong)} differences:\n" + "\n".join(wrong[:40])


def test_every_door_of_work_and_money_is_open_to_somebody_and_closed_to_somebody() -> None:
    of_people = {role for role in Role if role not in {Role.VISITOR, *MACHINES}}
    doors = [door for door in DOORS if door.name.split("/")[0] in WORK_AND_MONEY]

    assert BOUND - {door.name for door in DOORS} == set()
    assert {door.name.split("/")[0] for door in doors} == WORK_AND_MONEY
    assert [door.name for door in doors if not (door.roles and of_people & door.roles)] == []
    assert [door.name for door in doors if not (door.roles and of_people - door.roles)] == []


def test_without_sign_in_only_public_pages_open(country: list[Person]) -> None:
    database.become_owner(connection)
    client = signed_in(country[0])
    client.logout()
    learner = learner_for(country[0], "own")
    assert learner is not None
    closed = [door for door in DOORS if door.roles is not None]
    targets = [(door, address(door, ids_of(learner, named_in(door)))) for door in closed]
    database.become_web(connection)

    answers = {
        door.name: getattr(client, "get" if "GET" in door.methods else "post")(path) for door, path in targets
    }

    database.become_owner(connection)
    open_ones = [name for name, answer in answers.items() if answer.status_code not in {302, 404}]
    assert not open_ones
    elsewhere = [
        (name, answer["Location"])
        for name, answer in answers.items()
        if answer.status_code == 302 and not answer["Location"].startswith(("/signin/", "/f/"))
    ]
    assert not elsewhere
