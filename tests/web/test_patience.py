"""Nobody waits for ever: where somebody holds the audit trail or a record, the page answers 503 and shows no child."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from pumpurs.programme.learners.models import Learner
from pumpurs.values.roles import Role
from pumpurs.web.frame.viewer import PATIENCE
from tests import database
from tests.programme import people_and_places as house

pytestmark = pytest.mark.django_db(transaction=True)
GIVES_UP_SECONDS = 5.0


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE, "lock_timeout", "300ms")


@pytest.fixture
def head(settings: Settings) -> Client:
    """The head of a school with one learner, signed in, at a page that shows and changes that learner."""
    settings.ROOT_URLCONF = "tests.foundation.probe"
    with database.as_owner():
        school = house.make_institution()
        house.make_learner(school, "Zane", "Ozola")
        account = house.appoint(Role.HEAD, school).account
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@contextmanager
def held(table: str) -> Iterator[None]:
    """Inside, another connection holds the whole table; it lets go by itself after a while, so that no test hangs."""
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=known["NAME"],
    ) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        alarm = Timer(GIVES_UP_SECONDS, other.rollback)
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()
            other.rollback()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("table", ["foundation_auditline", "learners_learner"])
def test_a_page_that_meets_a_held_table_answers_in_time_and_shows_nobody(
    table: str, method: str, head: Client
) -> None:
    begun = time.monotonic()

    with held(table):
        answer = getattr(head, method)("/probe/")
        waited_seconds = time.monotonic() - begun

    assert answer.status_code == 503
    assert "Ozol" not in answer.content.decode()
    assert waited_seconds < GIVES_UP_SECONDS - 1
    with database.as_owner():
        assert Learner.objects.get().given_name == "Zane"
    assert head.get("/probe/").status_code == 200


def test_even_a_refusal_waits_no_longer(head: Client) -> None:
    begun = time.monotonic()

    with held("foundation_auditline"):
        answer = head.get("/desk/00000000-0000-0000-0000-000000000000/")
        other = head.get("/learners/00000000-0000-0000-0000-000000000000/")

    assert time.monotonic() - begun < GIVES_UP_SECONDS - 1
    assert (answer.status_code, other.status_code) == (404, 503)


def test_a_statement_that_runs_too_long_is_ended(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE, "statement_timeout", "100ms")
    monkeypatch.setitem(PATIENCE, "lock_timeout", "0")

    with held("learners_learner"):
        answer = head.get("/probe/")

    assert answer.status_code == 503
