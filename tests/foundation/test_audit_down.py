"""When the trail cannot be written, nothing is shown and nothing is changed (503), and no child's data leaves."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import Role
from tests import database
from tests.programme import people_and_places as house

FAULTS = {
    "right taken away": "REVOKE INSERT ON foundation_auditline FROM pumpurs_web",
    "disk full": (
        "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$; "
        "CREATE TRIGGER disk_full BEFORE INSERT ON foundation_auditline EXECUTE FUNCTION disk_full()"
    ),
    "table gone": "ALTER TABLE foundation_auditline RENAME TO foundation_lost",
}
REPAIRS = {
    "right taken away": "GRANT INSERT ON foundation_auditline TO pumpurs_web",
    "disk full": "DROP TRIGGER disk_full ON foundation_auditline; DROP FUNCTION disk_full()",
    "table gone": "ALTER TABLE foundation_lost RENAME TO foundation_auditline",
}


def as_owner_do(sql: str) -> None:
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def head(settings: Settings) -> Client:
    """The head of a school with two learners, signed in, at a page that shows both."""
    settings.ROOT_URLCONF = "tests.foundation.probe"
    with database.as_owner(), transaction.atomic():
        school = house.make_institution()
        house.make_learner(school, "Jānis", "Ozols")
        house.make_learner(school, "Zane", "Ozola")
        account = house.appoint(Role.HEAD, school).account
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db(transaction=True)
def test_children_shown_are_exactly_the_children_in_the_line(head: Client) -> None:
    answer = head.get("/probe/", headers={"X-Request-Id": "canary-0001"})

    assert answer["X-Request-Id"] != "canary-0001"
    with looking_as(job_viewer("test")):
        line = AuditLine.objects.get(request_id=answer["X-Request-Id"])
        shown = set(Learner.objects.values_list("id", flat=True))
    assert answer.status_code == 200
    assert "Ozola" in answer.content.decode()
    assert set(line.learners) == shown
    assert len(shown) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_without_the_trail_no_page_shows_a_child(head: Client, fault: str) -> None:
    as_owner_do(FAULTS[fault])
    try:
        answers = [head.get("/probe/") for _turn in range(10)]
    finally:
        as_owner_do(REPAIRS[fault])

    assert {answer.status_code for answer in answers} == {503}
    assert not any("Ozol" in answer.content.decode() for answer in answers)
    assert head.get("/probe/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_without_the_trail_nothing_is_changed(head: Client, fault: str) -> None:
    as_owner_do(FAULTS[fault])
    try:
        answer = head.post("/probe/")
    finally:
        as_owner_do(REPAIRS[fault])

    with looking_as(job_viewer("test")):
        names = set(Learner.objects.values_list("given_name", flat=True))
    assert answer.status_code == 503
    assert names == {"Jānis", "Zane"}


@pytest.mark.django_db(transaction=True)
def test_without_the_trail_even_a_refusal_is_no_answer(head: Client) -> None:
    with database.as_owner():
        Appointment.objects.update(role=str(Role.PLAN_AUTHOR))
    as_owner_do(FAULTS["right taken away"])
    try:
        answer = head.get("/probe/")
    finally:
        as_owner_do(REPAIRS["right taken away"])

    assert answer.status_code == 503
